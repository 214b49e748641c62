package dev.boshtap.proxy.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How one kind of browser is told what it has to know, in a profile of its own. */
interface BrowserSetup {

  /** Fills the profile, as far as that is needed before the start. */
  void prepare(Path profile) throws IOException;

  /** The arguments after the program. */
  List<String> arguments(Path profile);

  /**
   * The files that a running browser keeps outside of its profile and leaves there when it is not
   * given the time to end; each before the folder it is in.
   */
  List<Path> outside(Path profile);

  /** Variables that keep it from leaving anything outside of its profile. */
  Map<String, String> environment(Path profile);
}
