package org.stillcall.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.call.LineView;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.Gauge;
import org.stillcall.console.DeskSessions.News;
import org.stillcall.console.HouseRules.Standing;
import org.stillcall.console.SafetyBoard.Colour;
import org.stillcall.console.SafetyBoard.Row;
import org.stillcall.console.SafetyBoard.Topic;
import org.stillcall.duty.Cover;
import org.stillcall.duty.Rota;
import org.stillcall.duty.Turn;
import org.stillcall.duty.Uncovered;
import org.stillcall.plan.SafeTimes;
import org.stillcall.store.Centre;
import org.stillcall.store.CentreId;
import org.stillcall.store.Device;
import org.stillcall.store.Role;
import org.stillcall.store.StoredHold;
import org.stillcall.vault.KeyId;

/**
 * Looks once a minute how everything stands and tells what changed: coordinators' pages, and whoever the host named.
 * What would tell the moment of a call is held back: numbers and plans are told by the full hour, callers by the day.
 * Any thread may ask; one looks.
 */
final class SafetyWatch implements Runnable {
    private static final Duration AHEAD = Duration.ofDays(14);
    private static final int SOON_DAYS = 7;

    private final Staff staff;
    private final DeskMeans desk;
    private final PlanDesk plans;
    private final PortalDesk portals;
    private final Switchboard switchboard;
    private final Warnings warnings;
    private final Log log;
    private final Map<Label, SafeTimes> hours = new LinkedHashMap<>();
    private final Map<Topic, Colour> told = new EnumMap<>(Topic.class);
    private Set<KeyId> overdue = Set.of();
    private boolean stayed;
    private @Nullable Instant hour;
    private int fewest = Integer.MAX_VALUE;
    private int fewestOfLastHour = Integer.MAX_VALUE;
    private @Nullable LocalDate day;
    private long unansweredBefore;
    private boolean unansweredYesterday;
    private boolean reviews;
    private @Nullable Instant lookedThrough;
    private volatile @Nullable Boolean whole;

    SafetyWatch(PlanDesk plans, PortalDesk portals, DeskMeans desk, ApiServer.Desk whole, Log log) {
        this.staff = plans.staff();
        this.desk = desk;
        this.plans = plans;
        this.portals = portals;
        this.switchboard = whole.switchboard();
        this.warnings = whole.warnings();
        this.log = log;
        desk.callers().lines().forEach((programme, rules) -> {
            if (rules.hours() != null) {
                hours.put(programme, rules.hours());
            }
        });
    }

    @Override
    public void run() {
        lookThrough();
        look();
    }

    /** As everything stands now. */
    synchronized List<Row> rows() {
        return SafetyBoard.of(facts());
    }

    /** For {@code /metrics}: 0 for green, 1 for amber, 2 for red. */
    List<Gauge> figures() {
        return rows().stream()
                .map(row -> new Gauge(
                        "stillcall_safety_" + row.topic().name().toLowerCase(Locale.ROOT),
                        "0 all is well, 1 somebody should look, 2 urgent.",
                        row.colour().ordinal()))
                .toList();
    }

    private synchronized void look() {
        Instant now = staff.now();
        count(now);
        Set<KeyId> late = new HashSet<>(desk.keys().overdue());
        stayed = late.stream().anyMatch(overdue::contains); // what only just ended goes within the minute
        overdue = late;
        boolean changed = false;
        for (Row row : SafetyBoard.of(facts())) {
            Colour before = told.put(row.topic(), row.colour());
            if (before != row.colour()) {
                desk.safety().told().accept(row.topic().name(), row.colour().name());
                changed |= before != null; // at the first look no page knows another
            }
        }
        if (changed) {
            staff.sessions().tell(session -> session.role() == Role.COORDINATOR, News.SAFETY);
        }
    }

    /** What is told by the hour and by the day. */
    private void count(Instant now) {
        Instant present = now.truncatedTo(ChronoUnit.HOURS);
        int free = switchboard.totals().freeNumbers();
        if (!present.equals(hour)) {
            fewestOfLastHour = hour == null ? free : fewest;
            fewest = free;
            hour = present;
            reviews = anyReview(now);
        }
        fewest = Math.min(fewest, free);
        long unanswered =
                switchboard.lines().stream().mapToLong(LineView::unanswered).sum();
        LocalDate today = LocalDate.ofInstant(now, zone());
        if (!today.equals(day)) {
            unansweredYesterday = day != null && day.plusDays(1).equals(today) && unanswered > unansweredBefore;
            unansweredBefore = Math.max(unansweredBefore, unanswered); // a busy switch says nothing now
            day = today;
        }
    }

    private boolean anyReview(Instant now) {
        return staff.store().centres().list().stream()
                .flatMap(centre -> plans.readAll(centre).stream())
                .anyMatch(read -> read.plan().askAgainDue(now) || read.plan().consentEnded(now));
    }

    private ZoneId zone() {
        return desk.plans().habits().zone();
    }

    /** Once an hour, beside everything else: the log may be long. */
    void lookThrough() {
        Instant present = staff.now().truncatedTo(ChronoUnit.HOURS);
        if (!present.equals(lookedThrough)) {
            lookedThrough = present;
            Thread.ofVirtual().name("receipts-check").start(() -> {
                try {
                    whole = desk.safety().receiptsWhole().getAsBoolean();
                } catch (RuntimeException e) {
                    log.error("The receipts could not be looked through.")
                            .with(e)
                            .write();
                }
            });
        }
    }

    private SafetyBoard.Facts facts() {
        List<String> lines =
                switchboard.trunks().stream().map(Switchboard.TrunkView::state).toList();
        int all = desk.plans().wording().leased().size();
        return new SafetyBoard.Facts(
                switchboard.routes().views(),
                new SafetyBoard.Lines(switchboard.ready(), lines.stream().allMatch("up"::equals)),
                untilGap(),
                unansweredYesterday,
                reviews,
                devices(),
                portals.standing(),
                settings(),
                new SafetyBoard.Numbers(Math.min(fewestOfLastHour, all), all),
                stayed,
                holds(),
                Optional.ofNullable(whole),
                desk.safety().certificate().get(),
                !warnings.present().isEmpty());
    }

    /** Until hours begin for which there is no shift, or a shift that nobody has. */
    private Optional<Duration> untilGap() {
        Rota rota = desk.rota();
        Instant now = rota.now();
        Turn.Span weeks = new Turn.Span(now, now.plus(AHEAD));
        Stream<Instant> open = rota.calendar().turns(weeks).stream()
                .filter(turn -> turn.cover() instanceof Cover.Open)
                .map(turn -> turn.span().from());
        Stream<Instant> none = Uncovered.of(rota.calendar(), hours, weeks).stream()
                .map(gap -> gap.span().from());
        return Stream.concat(open, none)
                .map(from -> Duration.between(now, from))
                .min(Duration::compareTo);
    }

    private SafetyBoard.Settings settings() {
        LocalDate soon = LocalDate.ofInstant(staff.now(), zone()).plusDays(SOON_DAYS);
        List<HouseRules.Row> rows = desk.house().rows();
        return new SafetyBoard.Settings(
                any(rows, Standing.WEAKER),
                rows.stream()
                        .filter(row -> row.standing() == Standing.WEAKER)
                        .flatMap(row -> row.excuse().stream())
                        .anyMatch(excuse -> excuse.until().isBefore(soon)),
                any(rows, Standing.OVER));
    }

    private static boolean any(List<HouseRules.Row> rows, Standing standing) {
        return rows.stream().anyMatch(row -> row.standing() == standing);
    }

    private SafetyBoard.Holds holds() {
        List<StoredHold> holds = staff.store().centres().list().stream()
                .flatMap(centre -> staff.store().holds(centre).list().stream())
                .toList();
        return new SafetyBoard.Holds(
                holds.stream().anyMatch(hold -> hold.confirmer().isPresent()),
                holds.stream().anyMatch(hold -> hold.confirmer().isEmpty()));
    }

    private SafetyBoard.Devices devices() {
        List<LocalDate> lastUsed = new ArrayList<>();
        boolean toChange = false;
        for (CentreId id : staff.store().centres().list()) {
            staff.store().devices(id).list().stream().map(Device::lastUsedDay).forEach(lastUsed::add);
            toChange |=
                    staff.store().centres().find(id).filter(Centre::rotationDue).isPresent();
        }
        return new SafetyBoard.Devices(lastUsed, LocalDate.ofInstant(staff.now(), java.time.ZoneOffset.UTC), toChange);
    }
}
