package dev.boshtap.decoders.finesse;

import dev.boshtap.decoders.event.Event.Subject;
import java.util.Locale;

/** Tells what an item is about: by its payload's root where it has one, else by its node. */
final class Subjects {

  private Subjects() {}

  static Subject ofRoot(String root, String node) {
    return switch (root.toLowerCase(Locale.ROOT)) {
      case "user" -> isTeamNode(node) ? Subject.TEAM : Subject.USER;
      case "users" -> isTeamNode(node) ? Subject.TEAM : Subject.OTHER;
      case "team" -> Subject.TEAM;
      case "dialog", "dialogs" -> Subject.DIALOG;
      case "media" -> Subject.MEDIA;
      case "queue", "queues" -> Subject.QUEUE;
      case "systeminfo" -> Subject.SYSTEMINFO;
      case "apierror", "apierrors" -> Subject.ERROR;
      case "clientlog" -> Subject.CLIENTLOG;
      case "teammessage" -> Subject.TEAMMESSAGE;
      default -> Subject.OTHER;
    };
  }

  /** Nodes are the paths of Finesse's REST resources: {@code /finesse/api/User/1001003/Dialogs}. */
  static Subject ofNode(String node) {
    String[] path = node.toLowerCase(Locale.ROOT).split("/", -1);
    int api = 0;
    while (api < path.length && !path[api].equals("api")) {
      api++;
    }
    if (api + 1 >= path.length) {
      return Subject.OTHER;
    }
    return switch (path[api + 1]) {
      case "user" -> ofUserNode(path, api + 3);
      case "team" -> isTeamMessage(path, api + 3) ? Subject.TEAMMESSAGE : Subject.TEAM;
      case "dialog" -> Subject.DIALOG;
      case "queue" -> Subject.QUEUE;
      case "systeminfo" -> Subject.SYSTEMINFO;
      case "clientlog" -> Subject.CLIENTLOG;
      case "teammessage", "teammessages" -> Subject.TEAMMESSAGE;
      default -> Subject.OTHER;
    };
  }

  private static Subject ofUserNode(String[] path, int next) {
    if (next >= path.length || path[next].isEmpty()) {
      return Subject.USER;
    }
    return switch (path[next]) {
      case "dialogs" -> Subject.DIALOG;
      case "media" -> Subject.MEDIA;
      case "queue", "queues" -> Subject.QUEUE;
      case "clientlog" -> Subject.CLIENTLOG;
      case "teammessage", "teammessages" -> Subject.TEAMMESSAGE;
      default -> Subject.OTHER;
    };
  }

  /** The node of team messages is not documented; it is told by the word. */
  private static boolean isTeamMessage(String[] path, int next) {
    return next < path.length && path[next].startsWith("teammessage");
  }

  private static boolean isTeamNode(String node) {
    return ofNode(node) == Subject.TEAM;
  }
}
