package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.finesse.resource.Resource;
import dev.boshtap.decoders.finesse.resource.SystemInfo;
import dev.boshtap.decoders.memory.LruMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether each server is in service, and what it serves; by host, since it has several ports. */
final class Services {

  private static final int UNAVAILABLE = 503;
  private static final String IN_SERVICE = "IN_SERVICE";
  private static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";

  private final Map<String, Boolean> inService;
  private final Map<String, Deployment> deployments;

  Services(int capacity) {
    inService = new LruMap<>(capacity);
    deployments = new LruMap<>(capacity);
  }

  /** What a server serves, or null while that is not known. */
  @Nullable Deployment deployment(String host) {
    return deployments.get(host);
  }

  void deployment(String host, @Nullable String word) {
    Deployment told = Deployment.of(word);
    if (told != null) {
      deployments.put(host, told);
    }
  }

  /** An event of the system's node. */
  void told(Context context, SystemInfo info, Consumer<Event> say) {
    deployment(context.connection().server().host(), info.deploymentType());
    status(context, info, say);
  }

  /** A call to the API was answered. */
  void answered(Event.Rest call, @Nullable Resource resource, Consumer<Event> say) {
    if (Integer.valueOf(UNAVAILABLE).equals(call.status())) {
      became(call.context(), false, "a REST call was answered 503", say);
    } else if (resource instanceof SystemInfo info) {
      status(call.context(), info, say);
    }
  }

  private void status(Context context, SystemInfo info, Consumer<Event> say) {
    String status = info.status();
    if (OUT_OF_SERVICE.equalsIgnoreCase(status)) {
      became(context, false, "SystemInfo says OUT_OF_SERVICE", say);
    } else if (IN_SERVICE.equalsIgnoreCase(status)) {
      became(context, true, "SystemInfo says IN_SERVICE again", say);
    }
  }

  private void became(Context context, boolean up, String text, Consumer<Event> say) {
    Boolean before = inService.put(context.connection().server().host(), up);
    boolean isNews = before == null ? !up : before != up;
    if (isNews) {
      Sign sign = up ? Sign.IN_SERVICE : Sign.OUT_OF_SERVICE;
      say.accept(Signs.notice(context, sign, text, Map.of()));
    }
  }
}
