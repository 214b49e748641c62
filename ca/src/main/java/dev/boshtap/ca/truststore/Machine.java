package dev.boshtap.ca.truststore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has to be known of a machine to say where its trust stores and browsers are; a test makes up
 * its own.
 *
 * @param platform the kind of system
 * @param root the folder that system paths begin in, {@code /} but for tests
 * @param userHome the user's home folder, as browsers see it
 * @param environment the environment variables
 * @param administrator whether we may change what belongs to all users; known on Linux only
 */
public record Machine(
    Platform platform,
    Path root,
    Path userHome,
    Map<String, String> environment,
    boolean administrator) {

  /** Keeps the variables as they are now. */
  public Machine {
    environment = Map.copyOf(environment);
  }

  /** The machine that we run on. */
  public static Machine current(Map<String, String> environment) {
    Platform platform = Platform.of(System.getProperty("os.name"));
    Path home = userHome(environment);
    return new Machine(
        platform, home.getRoot(), home, environment, platform == Platform.LINUX && isRoot());
  }

  /**
   * The user's home folder: what {@code HOME} says, but on Windows; where that is not set, or not
   * absolute, what Java knows. Java asks the user database, all other programs ask the variable.
   */
  public static Path userHome(Map<String, String> environment) {
    String told = environment.getOrDefault("HOME", "");
    return told.startsWith("/") && Platform.of(System.getProperty("os.name")) != Platform.WINDOWS
        ? Path.of(told)
        : Path.of(System.getProperty("user.home")).toAbsolutePath();
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return System.getProperty("user.name", "").equals("root");
    }
  }

  /**
   * A path of the system.
   *
   * @param absolute a POSIX path that begins with a slash
   */
  public Path path(String absolute) {
    return root.resolve(absolute.substring(1));
  }

  /** The program of this name: on the {@code PATH}, or where Linux keeps those of the root user. */
  public Optional<Path> program(String name) {
    String separator = platform == Platform.WINDOWS ? ";" : ":";
    Stream<Path> folders =
        Stream.of(environment.getOrDefault("PATH", "").split(separator))
            .filter(folder -> !folder.isEmpty())
            .map(root.getFileSystem()::getPath);
    if (platform != Platform.WINDOWS) {
      folders = Stream.concat(folders, Stream.of(path("/usr/sbin"), path("/sbin")));
    }
    return folders.map(folder -> folder.resolve(name)).filter(Files::isExecutable).findFirst();
  }
}
