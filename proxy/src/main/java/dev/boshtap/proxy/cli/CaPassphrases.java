package dev.boshtap.proxy.cli;

import dev.boshtap.ca.CaException;
import dev.boshtap.ca.Passphrase;
import dev.boshtap.ca.PassphraseSource;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.util.Optional;

/**
 * The passphrase of the CA's key: from the settings or the environment, else typed by a person.
 * Never from the command line, which others on the machine can read.
 */
public final class CaPassphrases implements PassphraseSource {

  private final Config.Ca settings;
  private final Console console;

  /** Passphrases of these settings, or typed at this console. */
  public CaPassphrases(Config.Ca settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  @Override
  public Optional<Passphrase> configured() throws CaException {
    if (settings.passphrase().isEmpty()) {
      return Optional.empty();
    }
    var place = settings.passphrase().get();
    try {
      return Optional.of(new Passphrase(String.valueOf(place.read())));
    } catch (IllegalArgumentException e) {
      throw new CaException(place + ": empty (expected: a passphrase)", e);
    } catch (IOException e) {
      throw new CaException(Failures.line(e), e);
    }
  }

  @Override
  public Optional<Passphrase> ask(String what) throws CaException {
    return type("Passphrase of " + what);
  }

  /** Asks for a new one, twice. */
  Optional<Passphrase> askNew() throws CaException, CommandFailure {
    Optional<Passphrase> first = type("New passphrase for the CA's key");
    if (first.isPresent() && !first.equals(type("The same again"))) {
      throw CommandFailure.cannot("the two passphrases differ; nothing changed");
    }
    return first;
  }

  private Optional<Passphrase> type(String question) throws CaException {
    try {
      return console.askSecret(question).map(String::valueOf).map(Passphrase::new);
    } catch (IOException e) {
      throw new CaException("standard input: " + Failures.reason(e), e);
    }
  }

  @Override
  public String ways() {
    return Config.Ca.PASSPHRASE_VARIABLE
        + ", ca.passphrase-file in the settings, or typed when asked";
  }
}
