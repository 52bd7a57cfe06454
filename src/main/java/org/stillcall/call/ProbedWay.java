package org.stillcall.call;

import java.net.InetSocketAddress;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.plan.Identity;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;
import org.stillcall.sip.Hop;
import org.stillcall.trunk.FarIdentity;
import org.stillcall.trunk.Lease;
import org.stillcall.trunk.ProbeStanding;
import org.stillcall.trunk.Ways.Way;

/** How one way stands: its standing, and when it is called again. Loop thread only. */
final class ProbedWay {
    private static final long FIRST_RETRY_MILLIS = 15_000;
    private static final int MOST_DOUBLINGS = 6; // 16 minutes
    private static final int MOST_PLACES = 64;

    private final Probing.Route route;
    private final Way way;
    private final Set<InetSocketAddress> places = new HashSet<>();
    private final Set<String> certificates = new HashSet<>();
    private ProbeStanding standing = ProbeStanding.UNTESTED;
    private List<String> last = List.of();
    private @Nullable LocalDate day;
    private boolean passed;
    private long next;
    private long rightAt;
    private int retries;

    ProbedWay(Probing.Route route, Way way, ProbeBook.@Nullable Entry kept, long nowMillis) {
        this.route = route;
        this.way = way;
        this.next = nowMillis;
        if (kept != null) {
            day = kept.day();
            passed = kept.passed();
            standing = passed ? ProbeStanding.UNTESTED : ProbeStanding.LEAKED;
        }
    }

    Probing.Route route() {
        return route;
    }

    Way way() {
        return way;
    }

    /** Who a test call says that it is: as a call of the first programme that calls in this way. */
    Optional<FarIdentity> identity(Exchange exchange, FarLine line, Digits called, Lease borrowed) {
        Identity mode = way.mode();
        ProgrammeRule rule = exchange.programmes().values().stream()
                .filter(each -> each.home() != null && each.shows(mode) == mode)
                .findFirst()
                .orElse(null);
        if (rule == null) {
            return Optional.empty();
        }
        Region home = Objects.requireNonNull(rule.home());
        Region there = exchange.dialPlan().destination(called, home).region();
        return FarIdentity.compose(line.trunk(), rule, mode, borrowed, there)
                .filter(identity -> identity.shows() == (mode != Identity.HIDDEN));
    }

    ProbeStanding standing() {
        return standing;
    }

    void stands(ProbeStanding next) {
        standing = next;
    }

    boolean isDue(long nowMillis) {
        return nowMillis >= next;
    }

    /** Whether the last right test call is too long ago. */
    boolean expired(long nowMillis) {
        return standing.open() && nowMillis - rightAt >= route.times().overdue().toMillis();
    }

    void now(long nowMillis) {
        next = nowMillis;
    }

    /** A test call showed what it should. */
    void right(long nowMillis) {
        rightAt = nowMillis;
        retries = 0;
    }

    void says(List<String> sentences) {
        last = sentences;
    }

    void kept(LocalDate today, boolean right) {
        day = today;
        passed = right;
    }

    /** In its turn: never later than the interval, so that nothing is overdue by chance. */
    void inTurn(long nowMillis, RandomGenerator random) {
        long jitter = route.times().jitter().toMillis();
        next = nowMillis + route.times().interval().toMillis() - (jitter == 0 ? 0 : random.nextLong(jitter));
    }

    /** Soon, and less soon each time. */
    void soon(long nowMillis) {
        next = nowMillis + (FIRST_RETRY_MILLIS << retries);
        retries = Math.min(retries + 1, MOST_DOUBLINGS);
    }

    /** Whether the carrier answers from a place, or proves itself by a certificate, that was not among those before. */
    boolean changes(FarLine line) {
        List<Hop> hops = line.route().get();
        boolean moved = grows(places, hops.stream().map(Hop::address).toList());
        return grows(
                        certificates,
                        hops.stream()
                                .map(line.certificate())
                                .flatMap(Optional::stream)
                                .toList())
                || moved;
    }

    /** Whether one of those is new, and not the first; older ones are forgotten when there are too many. */
    private static <T> boolean grows(Set<T> known, List<T> seen) {
        boolean first = known.isEmpty();
        boolean grew = known.addAll(seen);
        if (known.size() > MOST_PLACES) {
            known.clear();
            known.addAll(seen);
        }
        return grew && !first;
    }

    /** Of the last test call, if that was right; null otherwise. */
    @Nullable
    LocalDate rightDay() {
        return passed && standing.open() ? day : null;
    }

    Routes.View view(boolean running) {
        return new Routes.View(way.trunk(), way.mode(), standing, day, passed, last, running);
    }

    @Override
    public String toString() {
        return "ProbedWay";
    }
}
