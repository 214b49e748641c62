package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.outage.Clusters.Cluster;
import dev.boshtap.decoders.diagnosis.outage.Symptom.Kind;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.diagnosis.rule.network.NetworkRules;
import dev.boshtap.decoders.diagnosis.rule.server.ServerRules;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.event.Finding.Severity;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Has an outage judged in view of what went on around it, and of others that began at once. */
final class Verdicts {

  private final DiagnosisLimits limits;
  private final Seats seats;
  private final Around around;
  private final Clusters clusters;
  private final Outages.Causes causes;
  private final Judge judge;

  Verdicts(
      DiagnosisLimits limits,
      Seats seats,
      Around around,
      Clusters clusters,
      Outages.Causes causes) {
    this.limits = limits;
    this.seats = seats;
    this.around = around;
    this.clusters = clusters;
    this.causes = causes;
    judge = new Judge(limits);
  }

  /** Says why an outage was, as far as it is known by now. */
  void judge(Story story, Moment now) {
    Surroundings amid = surroundings(story, now);
    story.wasAmid(amid);
    judge.judge(story, amid).ifPresent(judgement -> tell(story, judgement));
  }

  /** Holds what one capture shows against what the others do, and judges once more. */
  void conclude() {
    List<Views> seenTwice = Views.among(clusters.begun());
    for (Views views : seenTwice) {
      views.others().forEach(clusters::forget);
    }
    clusters.recount();
    for (Story story : clusters.begun()) {
      again(story).ifPresent(story::judged);
    }
    for (Views views : seenTwice) {
      Story best = views.best();
      again(best).map(views::together).ifPresent(best::judged);
      for (Story other : views.others()) {
        best.isSeenBy(other);
        causes.wasSeenElsewhere(other.number());
      }
    }
    for (Story story : clusters.begun()) {
      Judgement judgement = story.judgement();
      if (judgement != null) {
        tell(story, judgement);
      }
    }
  }

  private Optional<Judgement> again(Story story) {
    Surroundings before = story.surroundings();
    return before == null
        ? Optional.empty()
        : judge.judge(story, before.amid(wentOn(story, before.now())));
  }

  private void tell(Story story, Judgement judgement) {
    story.judged(judgement);
    clusters.judged(story);
    Sighting own = sighting(story, judgement);
    boolean ownBusiness = judgement.severity() == Severity.NOTICE;
    Cluster cluster = ownBusiness ? null : clusters.of(story).orElse(null);
    Sighting whole = cluster == null ? null : whole(cluster, story);
    causes.accept(story.cause(own, whole, limits));
    if (cluster != null) {
      story.tellAsPart();
      others(cluster, story);
    }
  }

  /** Outages that were judged before it was known that they had begun at once. */
  private void others(Cluster cluster, Story but) {
    cluster
        .untold()
        .removeIf(
            other -> {
              Judgement judgement = other.judgement();
              if (judgement != null && !other.equals(but) && other.tellAsPart()) {
                Sighting own = sighting(other, judgement);
                causes.accept(other.cause(own, whole(cluster, other), limits));
              }
              return judgement != null;
            });
  }

  /** Whether a desktop was only late with its next request, and the session lived on. */
  boolean isShortGap(Story story) {
    Duration limit =
        story.seat().inactivity() == null ? limits.inactivity() : story.seat().inactivity();
    Moment back = story.sessionBack();
    return story.hasOnly(Kind.SILENCE)
        && back != null
        && !story.isAnotherSession()
        && story.length(back).compareTo(limit) < 0;
  }

  private Surroundings surroundings(Story story, Moment now) {
    Seat seat = story.seat();
    Moment began = story.began();
    HostPort server = seat.server();
    Moment from = story.lastGood() == null ? began : story.lastGood();
    boolean silent = story.first().kind() == Kind.SILENCE;
    return new Surroundings(
        wentOn(story, now),
        silent && around.pageWentOn(seat.client(), server.host(), began),
        around.slept(from),
        isLoopback(seat.client()),
        silent && around.isHiddenTab(server, story.first().context().sid()),
        isShortGap(story),
        around.cutAge(server),
        around.refuses(server, began, story.sessionBack()),
        around.workedBefore(server),
        around.isUnreachable(server, began, story.sessionBack()),
        now);
  }

  private int wentOn(Story story, Moment now) {
    Moment back = story.sessionBack();
    return seats.wentOn(
        story.seat(), story.byServers(story.began()), story.byServers(back == null ? now : back));
  }

  private static boolean isLoopback(String client) {
    return client.startsWith("127.") || client.equals("::1") || client.equals("0:0:0:0:0:0:0:1");
  }

  private static Sighting sighting(Story story, Judgement judgement) {
    Context first = story.first().context();
    Context context =
        new Context(
            first.at(),
            story.seat().connection(),
            first.exchange(),
            story.seat().agent(),
            null,
            first.sid(),
            null);
    return Sighting.of(judgement.rule(), context, judgement.text())
        .shownBy(story.evidence())
        .on(judgement.side(), judgement.certainty())
        .as(judgement.severity());
  }

  /** What explains outages that began at once. */
  private Sighting whole(Cluster cluster, Story story) {
    Rule most = cluster.mostSeen().orElse(ServerRules.ALL_AT_ONCE);
    int many = cluster.size();
    boolean all = clusters.isAll(cluster);
    boolean byClients = cluster.judged(FaultSide.CLIENT) * 2 > cluster.judged();
    String text =
        "%d of %d desktops dropped out within %s; what was seen most: %s"
            .formatted(
                many,
                cluster.connected(),
                Notices.seconds(limits.atOnce())
                    + (cluster.out() == 0
                        ? ""
                        : " (%d more were out already)".formatted(cluster.out())),
                most.title());
    Rule rule = all && !byClients ? ServerRules.ALL_AT_ONCE : NetworkRules.SITE_CUT;
    Sighting whole =
        Sighting.of(rule, sighting(story, Judgement.of(rule, text)).context(), text)
            .about(cluster.host() + '@' + cluster.at().wall());
    if (rule.equals(NetworkRules.SITE_CUT)) {
      return whole.on(FaultSide.NETWORK, Certainty.POSSIBLE);
    }
    boolean unreachable = most.equals(NetworkRules.UNREACHABLE) || most.equals(NetworkRules.NAME);
    boolean certain = most.equals(ServerRules.RESTARTED);
    return unreachable
        ? whole.on(FaultSide.UNKNOWN, Certainty.POSSIBLE)
        : whole.on(FaultSide.SERVER, certain ? Certainty.CERTAIN : Certainty.LIKELY);
  }
}
