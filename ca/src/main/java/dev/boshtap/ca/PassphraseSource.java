package dev.boshtap.ca;

import java.util.Optional;

/** Where the passphrase of a CA's key comes from. */
public interface PassphraseSource {

  /** Has none, and nobody to ask. */
  PassphraseSource NONE =
      new PassphraseSource() {
        @Override
        public Optional<Passphrase> configured() {
          return Optional.empty();
        }

        @Override
        public Optional<Passphrase> ask(String what) {
          return Optional.empty();
        }

        @Override
        public String ways() {
          return "no passphrase";
        }
      };

  /**
   * The one that was given beforehand, asking nobody.
   *
   * @throws CaException if it was given in a way that cannot be used
   */
  Optional<Passphrase> configured() throws CaException;

  /**
   * Asks a person; empty when there is none, or none is typed.
   *
   * @param what the thing to open, for the question
   * @throws CaException if the answer cannot be read
   */
  Optional<Passphrase> ask(String what) throws CaException;

  /** How one could have been given, to be said where none was. */
  String ways();
}
