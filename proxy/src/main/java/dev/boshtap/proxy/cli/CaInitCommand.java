package dev.boshtap.proxy.cli;

import dev.boshtap.ca.CaStore;
import dev.boshtap.proxy.config.Config;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "init",
    description = "Makes the root CA, or takes one of yours, if there is none yet.",
    footer = {
      "",
      "Examples:",
      "  boshtap ca init --intercept finesse1.example.com --intercept 192.0.2.9",
      "  boshtap ca init --from company-ca.p12"
    })
final class CaInitCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private NewCaOptions options = new NewCaOptions();

  CaInitCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Config settings = options.read(context);
    CaStore store = new CaStore(settings.home());
    store.requireNone();
    NewCaOptions.NewCa made = options.make(context, settings, store, false);
    store.add(made.root(), made.passphrase());
    var err = context.console().err();
    err.print(CaText.of(made.root(), context.clock().instant()));
    err.println("made in " + store.folder() + "; browsers must trust it: `boshtap ca install`");
    return ExitCode.FINE;
  }
}
