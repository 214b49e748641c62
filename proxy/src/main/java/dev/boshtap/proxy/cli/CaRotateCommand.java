package dev.boshtap.proxy.cli;

import dev.boshtap.ca.CaStore;
import dev.boshtap.proxy.config.Config;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "rotate",
    description = {
      "Replaces the root CA by a new one, or by one of yours.",
      "The old one is kept aside. Browsers must be made to trust the new one."
    },
    footer = {
      "",
      "Example: a CA for the hosts that are intercepted now",
      "  boshtap ca rotate --intercept fin1.example.com --intercept fin2.example.com"
    })
final class CaRotateCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private NewCaOptions options = new NewCaOptions();

  CaRotateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Config settings = options.read(context);
    CaStore store = new CaStore(settings.home());
    NewCaOptions.NewCa made = options.make(context, settings, store, store.isProtected());
    Instant now = context.clock().instant();
    Optional<Path> former = store.replace(made.root(), made.passphrase(), now);
    var err = context.console().err();
    err.print(CaText.of(made.root(), now));
    err.println("made in " + store.folder());
    former.ifPresent(
        aside ->
            err.println(
                "the former CA is kept in %s, and still trusted wherever it was installed"
                    .formatted(aside)));
    err.println(
        "trust must be installed again: `boshtap ca install`; a boshtap that runs goes on with the"
            + " former until it is started anew");
    return ExitCode.FINE;
  }
}
