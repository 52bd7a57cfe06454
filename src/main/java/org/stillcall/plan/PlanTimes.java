package org.stillcall.plan;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a call may begin under a plan: in its weekly windows and single times, outside its exceptions, before its end.
 *
 * <p>How: single times open late and close early where clocks change, as windows do. An exception is what lies between
 * two stretches that are safe as far as it goes, so it begins when the earlier one would close and ends when the later
 * one would open: it holds through both runs of an hour that comes twice.
 */
final class PlanTimes implements SafeTimes {
    private final SafeTimes weekly;
    private final List<Piece> once;
    private final List<Piece> except;
    private final Instant ends;

    /** From {@code from} until before {@code to}; nothing at all when that is not after it. */
    private record Piece(Instant from, Instant to) {
        boolean contains(Instant now) {
            return !now.isBefore(from) && now.isBefore(to);
        }
    }

    PlanTimes(ContactPlan plan) {
        LocalClock clock = plan.clock();
        weekly = SafeTimes.weekly(plan.zone(), plan.windows());
        once = plan.once().stream()
                .map(stretch -> new Piece(clock.opens(stretch.from()), clock.closes(stretch.to())))
                .filter(piece -> piece.from.isBefore(piece.to))
                .sorted(Comparator.comparing(Piece::from))
                .toList();
        except = plan.except().stream()
                .map(stretch -> new Piece(clock.closes(stretch.from()), clock.opens(stretch.to())))
                .toList();
        ends = plan.ends();
    }

    @Override
    public boolean contains(Instant now) {
        return now.isBefore(ends) && around(except, now) == null && (around(once, now) != null || weekly.contains(now));
    }

    @Override
    public Optional<Instant> next(Instant now) {
        Instant from = now;
        for (int i = 0; i <= except.size(); i++) { // each exception is left behind at most once
            Instant open = nextOpening(from);
            if (open == null || !open.isBefore(ends)) {
                return Optional.empty();
            }
            Piece exception = around(except, open);
            if (exception == null) {
                return Optional.of(open);
            }
            from = exception.to;
        }
        return Optional.empty();
    }

    @Override
    public Instant closes(Instant now) {
        Instant end = now;
        Instant further = end(now);
        while (contains(end) && further.isAfter(end)) { // each round leaves a window or a single time behind
            end = further;
            further = end(end);
        }
        return end;
    }

    /** How far what is open at {@code now} reaches at least. */
    private Instant end(Instant now) {
        Piece single = around(once, now);
        Instant end = single == null ? weekly.closes(now) : single.to;
        for (Piece exception : except) {
            if (exception.from.isAfter(now) && exception.from.isBefore(end) && exception.from.isBefore(exception.to)) {
                end = exception.from;
            }
        }
        return ends.isBefore(end) ? ends : end;
    }

    private @Nullable Instant nextOpening(Instant from) {
        Instant next = weekly.next(from).orElse(null);
        for (Piece piece : once) {
            if (from.isBefore(piece.to)) {
                Instant opens = from.isBefore(piece.from) ? piece.from : from;
                return next == null || opens.isBefore(next) ? opens : next;
            }
        }
        return next;
    }

    private static @Nullable Piece around(List<Piece> pieces, Instant now) {
        for (Piece piece : pieces) {
            if (piece.contains(now)) {
                return piece;
            }
        }
        return null;
    }
}
