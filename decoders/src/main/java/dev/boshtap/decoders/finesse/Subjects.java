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
    String path = afterApi(node.toLowerCase(Locale.ROOT));
    return switch (segment(path, 0)) {
      case "user" -> ofUserNode(segment(path, 2));
      case "team" -> isTeamMessage(segment(path, 2)) ? Subject.TEAMMESSAGE : Subject.TEAM;
      case "dialog" -> Subject.DIALOG;
      case "queue" -> Subject.QUEUE;
      case "systeminfo" -> Subject.SYSTEMINFO;
      case "clientlog" -> Subject.CLIENTLOG;
      case "teammessage", "teammessages" -> Subject.TEAMMESSAGE;
      default -> Subject.OTHER;
    };
  }

  private static Subject ofUserNode(String what) {
    return switch (what) {
      case "" -> Subject.USER;
      case "dialogs" -> Subject.DIALOG;
      case "media" -> Subject.MEDIA;
      case "queue", "queues" -> Subject.QUEUE;
      case "clientlog" -> Subject.CLIENTLOG;
      case "teammessage", "teammessages" -> Subject.TEAMMESSAGE;
      default -> Subject.OTHER;
    };
  }

  /** The node of team messages is not documented; it is told by the word. */
  private static boolean isTeamMessage(String what) {
    return what.startsWith("teammessage");
  }

  private static boolean isTeamNode(String node) {
    return ofNode(node) == Subject.TEAM;
  }

  /** What of a path follows the first {@code api} in it; empty when there is none. */
  private static String afterApi(String path) {
    if (path.startsWith("api/")) {
      return path.substring("api/".length());
    }
    int api = path.indexOf("/api/");
    return api < 0 ? "" : path.substring(api + "/api/".length());
  }

  /** The {@code n}th part of a path, the first being 0; empty when there are not so many. */
  private static String segment(String path, int n) {
    int start = 0;
    for (int i = 0; i < n; i++) {
      int slash = path.indexOf('/', start);
      if (slash < 0) {
        return "";
      }
      start = slash + 1;
    }
    int end = path.indexOf('/', start);
    return path.substring(start, end < 0 ? path.length() : end);
  }
}
