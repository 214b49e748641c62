package dev.boshtap.ca.truststore;

import dev.boshtap.ca.truststore.Report.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes stores trust a root, or trust it no longer, and asks each of them afterwards. What was
 * installed is remembered in the home folder, from before the first command runs.
 */
public final class Installation {

  private final Machine machine;
  private final CommandRunner runner;
  private final InstallRecord record;
  private final boolean dry;

  /**
   * An installation.
   *
   * @param home the folder of this installation's state
   * @param dry whether nothing is to be changed; stores are asked even so
   */
  public Installation(Machine machine, CommandRunner runner, Path home, boolean dry) {
    this.machine = machine;
    this.runner = runner;
    this.record = new InstallRecord(home);
    this.dry = dry;
  }

  /** Makes one store trust a root. */
  public Report install(Anchor anchor, TrustStore store) throws IOException {
    List<Command> commands = store.installing(anchor);
    Optional<String> missing = store.missing();
    if (missing.isPresent()) {
      return new Report(store, Outcome.NOT_POSSIBLE, missing.get(), commands);
    }
    try {
      if (store.distrust(anchor, runner).isEmpty()) {
        // By whomever: what is ours, and trusted, is ours to remove.
        if (!dry) {
          record.add(anchor, store);
        }
        return new Report(store, Outcome.ALREADY_TRUSTED, "", List.of());
      }
      Optional<Report> undone = undone(store, commands);
      if (undone.isPresent()) {
        return undone.get();
      }
      record.add(anchor, store);
      Optional<String> trouble = run(commands).or(() -> asked(anchor, store));
      if (trouble.isEmpty()) {
        return new Report(store, Outcome.TRUSTED, "", commands);
      }
      // A database with a password takes the certificate and then refuses to trust it.
      run(store.removing(anchor, runner));
      record.remove(anchor, store);
      return new Report(store, Outcome.FAILED, trouble.get(), commands);
    } catch (IOException e) {
      return new Report(store, Outcome.FAILED, said(e), commands);
    }
  }

  private Optional<String> asked(Anchor anchor, TrustStore store) {
    try {
      return store.distrust(anchor, runner);
    } catch (IOException e) {
      return Optional.of(said(e));
    }
  }

  /**
   * Takes roots out of every store that is there or that is remembered.
   *
   * @param current the CA of today, if there is one; those of earlier days are remembered
   * @param kinds the stores to look at
   */
  public List<Report> uninstall(Optional<Anchor> current, List<TrustStore.Kind> kinds)
      throws IOException {
    List<Anchor> anchors = new ArrayList<>(record.anchors());
    if (current.isPresent()
        && anchors.stream().noneMatch(one -> one.sha256().equals(current.get().sha256()))) {
      anchors.add(current.get());
    }
    List<Report> reports = new ArrayList<>();
    for (TrustStore store : everyStore()) {
      if (kinds.contains(store.kind())) {
        for (Anchor anchor : anchors) {
          reports.add(uninstall(anchor, store));
        }
      }
    }
    return reports;
  }

  /** The stores that are there, then those that are remembered and nowhere listed any more. */
  private List<TrustStore> everyStore() throws IOException {
    List<TrustStore> stores = new ArrayList<>(TrustStores.of(machine));
    for (InstallRecord.Entry entry : record.entries()) {
      if (stores.stream()
          .noneMatch(
              store -> store.kind() == entry.kind() && store.location().equals(entry.location()))) {
        TrustStores.at(entry.kind(), entry.location(), machine).ifPresent(stores::add);
      }
    }
    return stores;
  }

  private Report uninstall(Anchor anchor, TrustStore store) throws IOException {
    Optional<String> missing = store.missing();
    if (missing.isPresent()) {
      // It cannot be asked; but nothing says that we were ever in it.
      return record.has(anchor, store)
          ? new Report(store, Outcome.NOT_POSSIBLE, missing.get(), List.of())
          : new Report(store, Outcome.NOT_THERE, "", List.of());
    }
    try {
      List<Command> commands = store.removing(anchor, runner);
      if (commands.isEmpty()) {
        if (!dry) {
          record.remove(anchor, store);
        }
        return new Report(store, Outcome.NOT_THERE, "", List.of());
      }
      Optional<Report> undone = undone(store, commands);
      if (undone.isPresent()) {
        return undone.get();
      }
      Optional<String> trouble = run(commands);
      if (trouble.isEmpty() && !store.removing(anchor, runner).isEmpty()) {
        trouble = Optional.of("still there afterwards");
      }
      if (trouble.isPresent()) {
        return new Report(store, Outcome.FAILED, trouble.get(), commands);
      }
      record.remove(anchor, store);
      return new Report(store, Outcome.REMOVED, "", commands);
    } catch (IOException e) {
      return new Report(store, Outcome.FAILED, said(e), List.of());
    }
  }

  private Optional<Report> undone(TrustStore store, List<Command> commands) {
    if (dry) {
      return Optional.of(new Report(store, Outcome.WOULD_RUN, "", commands));
    }
    if (store.needsAdministrator() && !machine.administrator()) {
      return Optional.of(new Report(store, Outcome.NEEDS_ADMINISTRATOR, "", commands));
    }
    return Optional.empty();
  }

  /** Runs them until one fails, and says how. */
  private Optional<String> run(List<Command> commands) {
    for (Command command : commands) {
      try {
        CommandRunner.Result result = runner.run(command);
        if (!result.succeeded()) {
          return Optional.of(command.words().get(0) + ": " + result.lastLine());
        }
      } catch (IOException e) {
        return Optional.of(said(e));
      }
    }
    return Optional.empty();
  }

  private static String said(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
