package org.stillcall.console;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillcall.call.Routes;

/** How everything stands on which survivors' safety depends: a row a topic, in red, amber or green; pure. */
public final class SafetyBoard {
    /** A device that nobody has used for so long is nobody's any more. */
    static final int UNUSED_DAYS = 90;
    /** A gap of the rota that begins sooner is urgent. */
    static final Duration SOON = Duration.ofDays(2);

    private static final int CERTIFICATE_DAYS = 14;
    /** Less than this part of the pool left. */
    private static final int LITTLE = 4;

    private SafetyBoard() {}

    /** What the rows are about, in the order in which they stand. */
    enum Topic {
        TEST_CALLS,
        LINES,
        ROTA,
        CALLERS,
        REVIEWS,
        DEVICES,
        PORTALS,
        SETTINGS,
        NUMBERS,
        DELETIONS,
        HOLDS,
        RECEIPTS,
        CERTIFICATE,
        MACHINE
    }

    /** How urgent it is. */
    enum Colour {
        GREEN,
        AMBER,
        RED
    }

    /** @param what a constant sentence, which names nobody and no line */
    record Row(Topic topic, Colour colour, String what) {}

    /**
     * What the colours follow from. No count of people or calls is in it, and nothing that tells a moment.
     *
     * @param routes the ways by which calls go out
     * @param lines whether calls are possible, and whether every line is there
     * @param rota the time until the first gap of the next two weeks begins; empty for none
     * @param unanswered whether yesterday a caller was taken by nobody
     * @param reviews whether a plan is to be asked about again
     * @param devices those that are let in
     * @param portals the register of carriers' portals
     * @param settings those that are weaker than the guide
     * @param numbers the fewest that could be lent within the last hour
     * @param overdue whether something stayed whose end had come
     * @param holds whether something is kept for a court, or somebody asks for that
     * @param receipts whether their log is as it was signed; empty before it was looked at
     * @param certificate the console's on the network; empty where none is needed
     * @param machineWeak whether the host has something to put right
     */
    record Facts(
            List<Routes.View> routes,
            Lines lines,
            Optional<Duration> rota,
            boolean unanswered,
            boolean reviews,
            Devices devices,
            Portals portals,
            Settings settings,
            Numbers numbers,
            boolean overdue,
            Holds holds,
            Optional<Boolean> receipts,
            Optional<Certificate> certificate,
            boolean machineWeak) {
        Facts {
            routes = List.copyOf(routes);
        }
    }

    record Lines(boolean ready, boolean all) {}

    /** @param keyToChange whether a device was taken out and the centre's key is still the one that it knew */
    record Devices(List<LocalDate> lastUsed, LocalDate today, boolean keyToChange) {
        Devices {
            lastUsed = List.copyOf(lastUsed);
        }
    }

    /** @param unwritten whether nobody wrote down who can log in at a trunk's carrier */
    record Portals(Set<Portal.Urgency> urgencies, boolean unwritten) {
        Portals {
            urgencies = Set.copyOf(urgencies);
        }
    }

    /**
     * @param weaker whether one is, for a reason that holds
     * @param ending whether such a reason ends within a week
     * @param over whether one ended, so that the guide's setting holds or nothing goes by it
     */
    record Settings(boolean weaker, boolean ending, boolean over) {}

    record Holds(boolean inForce, boolean askedFor) {}

    record Numbers(int free, int all) {}

    /** @param daysLeft full days; below zero when it has ended */
    public record Certificate(boolean ready, long daysLeft) {}

    static List<Row> of(Facts facts) {
        List<Row> rows = new ArrayList<>();
        rows.add(testCalls(facts.routes()));
        rows.add(lines(facts.lines()));
        rows.add(rota(facts.rota()));
        rows.add(
                facts.unanswered()
                        ? new Row(Topic.CALLERS, Colour.AMBER, "Yesterday a caller was taken by nobody.")
                        : new Row(Topic.CALLERS, Colour.GREEN, "Yesterday every caller was taken, or nobody called."));
        rows.add(
                facts.reviews()
                        ? new Row(Topic.REVIEWS, Colour.AMBER, "A plan should be asked about again.")
                        : new Row(Topic.REVIEWS, Colour.GREEN, "No plan has to be asked about again yet."));
        rows.add(devices(facts.devices()));
        rows.add(portals(facts.portals()));
        rows.add(settings(facts.settings()));
        rows.add(numbers(facts.numbers()));
        rows.add(
                facts.overdue()
                        ? new Row(Topic.DELETIONS, Colour.RED, "Something stayed whose end has come.")
                        : new Row(Topic.DELETIONS, Colour.GREEN, "What had to go is gone."));
        rows.add(holds(facts.holds()));
        rows.add(receipts(facts.receipts()));
        rows.add(certificate(facts.certificate()));
        rows.add(
                facts.machineWeak()
                        ? new Row(Topic.MACHINE, Colour.AMBER, "The machine does not keep all that it should.")
                        : new Row(Topic.MACHINE, Colour.GREEN, "The machine keeps what it should."));
        return List.copyOf(rows);
    }

    private static Row testCalls(Collection<Routes.View> routes) {
        if (routes.stream().anyMatch(route -> !route.open())) {
            return new Row(Topic.TEST_CALLS, Colour.RED, "A line is out of use until its test calls are right.");
        }
        if (routes.isEmpty() || routes.stream().anyMatch(route -> route.standing() == null)) {
            return new Row(Topic.TEST_CALLS, Colour.AMBER, "A line is not tested: nobody would see it leak.");
        }
        return new Row(Topic.TEST_CALLS, Colour.GREEN, "Every line showed what it should, and nothing else.");
    }

    private static Row lines(Lines lines) {
        if (!lines.ready()) {
            return new Row(Topic.LINES, Colour.RED, "No call is possible now.");
        }
        return lines.all()
                ? new Row(Topic.LINES, Colour.GREEN, "Every line is there.")
                : new Row(Topic.LINES, Colour.AMBER, "A line is not there. Calls go by another one.");
    }

    private static Row rota(Optional<Duration> untilGap) {
        if (untilGap.isEmpty()) {
            return new Row(Topic.ROTA, Colour.GREEN, "No gap in the next two weeks.");
        }
        return untilGap.get().compareTo(SOON) < 0
                ? new Row(Topic.ROTA, Colour.RED, "Within two days there are hours that nobody has.")
                : new Row(Topic.ROTA, Colour.AMBER, "In the next two weeks there are hours that nobody has.");
    }

    private static Row devices(Devices devices) {
        if (devices.keyToChange()) {
            return new Row(
                    Topic.DEVICES,
                    Colour.RED,
                    "A device was taken out, and the centre's key was not changed yet. An unlocked page changes it.");
        }
        LocalDate old = devices.today().minusDays(UNUSED_DAYS);
        return devices.lastUsed().stream().anyMatch(day -> day.isBefore(old))
                ? new Row(Topic.DEVICES, Colour.AMBER, "A device was not used for 90 days. Take it out.")
                : new Row(Topic.DEVICES, Colour.GREEN, "Every device is in use.");
    }

    private static Row portals(Portals portals) {
        if (portals.urgencies().contains(Portal.Urgency.LEFT)) {
            return new Row(Topic.PORTALS, Colour.RED, "Somebody who left can still log in at a portal: close it.");
        }
        if (portals.urgencies().contains(Portal.Urgency.LONG_DUE)) {
            return new Row(Topic.PORTALS, Colour.RED, "The review of a portal is more than two weeks late.");
        }
        if (portals.urgencies().contains(Portal.Urgency.DUE)) {
            return new Row(Topic.PORTALS, Colour.AMBER, "The review of a portal is due.");
        }
        return portals.unwritten()
                ? new Row(Topic.PORTALS, Colour.AMBER, "Nobody wrote down who can log in for a line.")
                : new Row(Topic.PORTALS, Colour.GREEN, "It is known who can log in, and every review was in time.");
    }

    private static Row settings(Settings settings) {
        if (settings.over()) {
            return new Row(
                    Topic.SETTINGS, Colour.RED, "The time of a weaker setting is over: it does not hold any more.");
        }
        if (settings.ending()) {
            return new Row(Topic.SETTINGS, Colour.RED, "The time of a weaker setting is over within a week.");
        }
        return settings.weaker()
                ? new Row(Topic.SETTINGS, Colour.AMBER, "A setting is weaker than the guide.")
                : new Row(Topic.SETTINGS, Colour.GREEN, "No setting is weaker than the guide.");
    }

    private static Row numbers(Numbers numbers) {
        if (numbers.all() == 0 || numbers.free() * LITTLE >= numbers.all()) {
            return new Row(Topic.NUMBERS, Colour.GREEN, "Enough numbers to lend.");
        }
        return numbers.free() == 0
                ? new Row(Topic.NUMBERS, Colour.RED, "Within the last hour no number was left to lend.")
                : new Row(Topic.NUMBERS, Colour.AMBER, "Few numbers are left to lend.");
    }

    private static Row holds(Holds holds) {
        if (holds.askedFor()) {
            return new Row(Topic.HOLDS, Colour.AMBER, "Somebody asks for a legal hold. It needs a second person.");
        }
        return holds.inForce()
                ? new Row(Topic.HOLDS, Colour.AMBER, "A legal hold keeps something longer than was agreed.")
                : new Row(Topic.HOLDS, Colour.GREEN, "No legal hold keeps anything.");
    }

    private static Row receipts(Optional<Boolean> whole) {
        if (whole.isEmpty()) {
            return new Row(Topic.RECEIPTS, Colour.AMBER, "The receipts are being looked through.");
        }
        return whole.get()
                ? new Row(Topic.RECEIPTS, Colour.GREEN, "Every receipt is as it was signed.")
                : new Row(Topic.RECEIPTS, Colour.RED, "The receipts are not as they were signed.");
    }

    private static Row certificate(Optional<Certificate> certificate) {
        if (certificate.isEmpty()) {
            return new Row(Topic.CERTIFICATE, Colour.GREEN, "None is needed: the console is on one machine only.");
        }
        if (!certificate.get().ready() || certificate.get().daysLeft() < 0) {
            return new Row(Topic.CERTIFICATE, Colour.RED, "There is none that is good now.");
        }
        return certificate.get().daysLeft() < CERTIFICATE_DAYS
                ? new Row(Topic.CERTIFICATE, Colour.AMBER, "It ends within two weeks and was not renewed.")
                : new Row(Topic.CERTIFICATE, Colour.GREEN, "It is good for more than two weeks.");
    }
}
