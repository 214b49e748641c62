package dev.boshtap.proxy.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar this runs from. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"boshtap " + number()};
  }

  static String number() {
    String number = Version.class.getPackage().getImplementationVersion();
    return number == null ? "(not from a jar)" : number;
  }
}
