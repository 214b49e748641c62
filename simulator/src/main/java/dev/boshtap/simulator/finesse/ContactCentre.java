package dev.boshtap.simulator.finesse;

import dev.boshtap.simulator.bosh.Publication;
import dev.boshtap.simulator.finesse.Dialog.State;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The users, their states and their calls, and the notifications of every change. Users that were
 * not named before are agents of the first team. Safe for use by many threads.
 *
 * <p>A call runs {@link #ring}, {@link #answer}, {@link #drop}; the agent goes RESERVED, TALKING
 * and WORK with it, or at its end into the state that was asked for meanwhile; READY again after
 * one that was not answered.
 */
public final class ContactCentre {

  private static final long FIRST_DIALOG = 16_804_377;

  private final String hostName;
  private final InstantSource clock;
  private final Consumer<List<Publication>> publisher;
  private final Random random;
  private final Map<String, Desk> desks = new LinkedHashMap<>();
  private long dialogs = FIRST_DIALOG;

  /**
   * @param hostName Finesse's own name
   * @param users those who are not plain agents of the first team
   * @param clock the server's clock
   * @param publisher takes what is published together
   * @param seed makes request ids the same in every run
   */
  public ContactCentre(
      String hostName,
      List<FinesseUser> users,
      InstantSource clock,
      Consumer<List<Publication>> publisher,
      long seed) {
    this.hostName = hostName;
    this.clock = clock;
    this.publisher = publisher;
    this.random = new Random(seed);
    users.forEach(user -> desks.put(user.id(), new Desk(user, clock.instant())));
  }

  /** The state an agent is in. */
  public synchronized AgentState stateOf(String agent) {
    return desk(agent).state();
  }

  /**
   * A call rings at an agent.
   *
   * @param agent must be READY
   * @param from who calls
   * @param variables call variables by name
   * @return the dialog's id
   */
  public String ring(String agent, String from, Map<String, String> variables) {
    List<Publication> news = new ArrayList<>();
    String id;
    synchronized (this) {
      Desk desk = desk(agent);
      if (desk.state() != AgentState.READY) {
        throw new IllegalStateException(
            "agent " + agent + ": " + desk.state() + " (expected: READY)");
      }
      id = Long.toString(dialogs++);
      Dialog dialog =
          new Dialog(
              id,
              agent,
              desk.user().extension(),
              from,
              "8005550100",
              State.ALERTING,
              clock.instant(),
              variables);
      desk.dialogs().put(id, dialog);
      become(desk, AgentState.RESERVED, "", news);
      collection(dialog, "POST", news);
      publisher.accept(news);
    }
    return id;
  }

  /** The agent takes the call. */
  public void answer(String dialogId) {
    act(dialogId, "ANSWER", newRequestId()).ifPresent(ContactCentre::refuse);
  }

  /** The call is over; the agent wraps up, or goes where it asked to go. */
  public void drop(String dialogId) {
    act(dialogId, "DROP", newRequestId()).ifPresent(ContactCentre::refuse);
  }

  /** Changes an agent's state as a supervisor or the system would, without asking. */
  public void force(String agent, AgentState next, int reasonCode) {
    List<Publication> news = new ArrayList<>();
    synchronized (this) {
      Desk desk = desk(agent);
      desk.become(next, reasonCode, clock.instant());
      userChanged(desk, "", news);
      publisher.accept(news);
    }
  }

  /** Publishes an error of the kind that follows a request already accepted. */
  public void error(String agent, String type, String message, String data) {
    String node = dialogsOf(agent);
    publisher.accept(
        List.of(
            new Publication(
                node,
                Payloads.update(
                    Payloads.asyncError(type, message, data), "PUT", newRequestId(), node))));
  }

  /** Publishes a queue's numbers. */
  public void queue(QueueStatistics statistics) {
    String node = "/finesse/api/Queue/" + statistics.queue();
    publisher.accept(
        List.of(
            new Publication(node, Payloads.update(Payloads.queue(statistics), "PUT", "", node))));
  }

  /** An agent asks for a state; refused, or done and published, or noted for after the call. */
  synchronized Optional<Refusal> ask(String agent, String name, int reasonCode, String requestId) {
    Desk desk = desk(agent);
    Optional<AgentState> asked =
        AgentState.named(name.equals("LOGIN") ? AgentState.NOT_READY.name() : name);
    if (asked.isEmpty() || !desk.state().mayAskFor(asked.get())) {
      return Optional.of(Refusal.invalidState(desk.state(), name));
    }
    List<Publication> news = new ArrayList<>();
    if (desk.state().isBusy()) {
      desk.becomeOnceFree(asked.get());
    } else {
      desk.become(asked.get(), reasonCode, clock.instant());
    }
    userChanged(desk, requestId, news);
    publisher.accept(news);
    return Optional.empty();
  }

  /** Acts on a call: {@code ANSWER} or {@code DROP}. */
  synchronized Optional<Refusal> act(String dialogId, String action, String requestId) {
    Desk desk =
        desks.values().stream()
            .filter(candidate -> candidate.dialogs().containsKey(dialogId))
            .findFirst()
            .orElse(null);
    if (desk == null) {
      return Optional.of(Refusal.noSuchDialog(dialogId));
    }
    Dialog dialog = desk.dialogs().get(dialogId);
    List<Publication> news = new ArrayList<>();
    if (action.equals("ANSWER") && dialog.state() == State.ALERTING) {
      Dialog active = dialog.in(State.ACTIVE);
      desk.dialogs().put(dialogId, active);
      changed(active, requestId, news);
      become(desk, AgentState.TALKING, requestId, news);
    } else if (action.equals("DROP")) {
      Dialog dropped = dialog.in(State.DROPPED);
      desk.dialogs().remove(dialogId);
      changed(dropped, requestId, news);
      collection(dropped, "DELETE", news);
      become(desk, after(dialog, desk), requestId, news);
    } else {
      error(desk.user().id(), "Call Operation Failure", "CF_INVALID_OBJECT_STATE", "46");
      return Optional.empty();
    }
    publisher.accept(news);
    return Optional.empty();
  }

  /** What an agent is after a call: no work follows one that was never taken. */
  private static AgentState after(Dialog call, Desk desk) {
    AgentState pending = desk.pending();
    if (pending != null) {
      return pending;
    }
    return call.state() == State.ALERTING ? AgentState.READY : AgentState.WORK;
  }

  /** The REST document of a user. */
  synchronized String userDocument(String agent) {
    return Payloads.user("User", desk(agent));
  }

  /** The REST document of a user's calls. */
  synchronized String dialogsDocument(String agent) {
    return Payloads.dialogs("Dialogs", desk(agent).dialogs().values());
  }

  /** The REST document of the system. */
  synchronized String systemDocument(boolean timestampOnly) {
    return timestampOnly
        ? Payloads.timestamp(clock.instant())
        : Payloads.systemInfo("SystemInfo", hostName, "IN_SERVICE", clock.instant());
  }

  /** A request id for what nobody asked for by REST. */
  synchronized String newRequestId() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private Desk desk(String agent) {
    return desks.computeIfAbsent(agent, id -> new Desk(FinesseUser.agent(id), clock.instant()));
  }

  private void become(Desk desk, AgentState next, String requestId, List<Publication> news) {
    AgentState pending = desk.pending();
    desk.become(next, -1, clock.instant());
    if (next.isBusy() && pending != null) {
      desk.becomeOnceFree(pending);
    }
    userChanged(desk, requestId, news);
  }

  private static void userChanged(Desk desk, String requestId, List<Publication> news) {
    String node = "/finesse/api/User/" + desk.user().id();
    news.add(
        new Publication(
            node, Payloads.update(Payloads.user("user", desk), "PUT", requestId, node)));
    news.add(
        new Publication(
            "/finesse/api/Team/" + desk.user().team().id() + "/Users",
            Payloads.update(Payloads.teamMember(desk), "PUT", requestId, node)));
  }

  /** A call came to, or went from, the collection of a user's calls. */
  private static void collection(Dialog dialog, String event, List<Publication> news) {
    String node = dialogsOf(dialog.agent());
    String data = Payloads.dialogs("dialogs", List.of(dialog));
    news.add(new Publication(node, Payloads.update(data, event, "", node)));
  }

  private static void changed(Dialog dialog, String requestId, List<Publication> news) {
    news.add(
        new Publication(
            dialogsOf(dialog.agent()),
            Payloads.update(
                Payloads.dialog("dialog", dialog),
                "PUT",
                requestId,
                "/finesse/api/Dialog/" + dialog.id())));
  }

  private static String dialogsOf(String agent) {
    return "/finesse/api/User/" + agent + "/Dialogs";
  }

  private static void refuse(Refusal refusal) {
    throw new IllegalStateException(refusal.toString());
  }
}
