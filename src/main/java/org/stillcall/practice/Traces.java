package org.stillcall.practice;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.stillcall.console.PracticeDesk.Footprint;
import org.stillcall.console.PracticeDesk.Tells;

/**
 * What the places around a handset keep of its calls: the newest {@link #MOST} each, older ones are forgotten. Loop
 * thread only.
 */
final class Traces {
    static final int MOST = 10;

    private static final String NOTHING = "Nothing.";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    /**
     * A call that is over.
     *
     * @param seconds of talk, or of the message
     */
    record Ended(Ending ending, CallerShown shown, Arrival arrival, Instant began, long seconds) {}

    /** A call that was made from the handset and is over. */
    record Made(CallerShown shown, Instant began, boolean talked, long seconds) {}

    private final Clock clock;
    private final List<String> callLog = new ArrayList<>();
    private final List<String> voicemail = new ArrayList<>();
    private final List<String> bill = new ArrayList<>();
    private List<Footprint> footprints = List.of();

    Traces(Clock clock) {
        this.clock = clock;
    }

    List<String> callLog() {
        return List.copyOf(callLog);
    }

    List<String> voicemail() {
        return List.copyOf(voicemail);
    }

    List<String> bill() {
        return List.copyOf(bill);
    }

    List<Footprint> footprints() {
        return footprints;
    }

    /** At a survivor's handset and its carrier. */
    void note(Ended call) {
        String logged = logged(call);
        String recorded = recorded(call);
        String billed = billed(call);
        add(callLog, logged);
        add(voicemail, recorded);
        add(bill, billed);
        boolean hidden = call.shown().hidden();
        footprints = List.of(
                onScreen(call),
                place("In the call log", logged, hidden),
                place("In the voicemail", recorded, hidden),
                place("On the phone bill", billed, hidden),
                new Footprint("At the carrier", atCarrier(call), tells(false, carrierKnows(call.arrival()))));
    }

    /** Header lines that a carrier passes on tell more than any caller. */
    private static Footprint onScreen(Ended call) {
        String text = screen(call);
        boolean hidden = call.shown().hidden() && call.shown().extra().isEmpty();
        return new Footprint("On the screen", text, tells(text.equals(NOTHING), !hidden));
    }

    private static Footprint place(String name, String line, boolean hidden) {
        return new Footprint(name, orNothing(line), tells(line.isEmpty(), !hidden));
    }

    private static Tells tells(boolean nothing, boolean caller) {
        return nothing ? Tells.NOTHING : caller ? Tells.CALLER : Tells.CALL;
    }

    private static boolean carrierKnows(Arrival arrival) {
        return !arrival.anonymous()
                || !arrival.asserted().isEmpty()
                || !arrival.remoteParty().isEmpty();
    }

    /** Who calls back leaves the number in every list of their own. */
    void note(Made call) {
        String to = "To " + call.shown().text() + ", " + time(call.began());
        String logged = to + ", " + (call.talked() ? length(call.seconds()) : "not answered");
        String billed = call.talked()
                ? "Outgoing, " + call.shown().text() + ", " + time(call.began()) + ", " + minutes(call.seconds())
                : "";
        add(callLog, logged);
        add(bill, billed);
        footprints = List.of(
                new Footprint(
                        "On the screen", "While it called: " + call.shown().text() + ".", Tells.CALLER),
                place("In the call log", logged, false),
                place("In the voicemail", "", false),
                place("On the phone bill", billed, false),
                new Footprint(
                        "At the carrier",
                        "A call at " + time(call.began()) + " to "
                                + call.shown().text() + ".",
                        Tells.CALLER));
    }

    /** At an advocate's desk phone: it has no bill and no voicemail of its own. */
    void noteAtDesk(Ended call) {
        String logged = logged(call);
        add(callLog, logged);
        footprints = List.of(onScreen(call), place("In the call log", logged, false));
    }

    private static void add(List<String> list, String line) {
        if (!line.isEmpty()) {
            list.addFirst(line);
        }
        if (list.size() > MOST) {
            list.removeLast();
        }
    }

    private static String screen(Ended call) {
        String who = call.shown().text();
        String shown = switch (call.ending()) {
            case MISSED -> "Missed call: " + who + ".";
            case TALKED, DECLINED -> "While it rang: " + who + ".";
            case BEFORE_THE_TONE -> "Missed call: " + who + ".";
            case MESSAGE -> "Missed call and new voicemail: " + who + ".";
            case BEFORE_RINGING, BUSY, BLOCKED_BY_CARRIER, BLOCKED_BY_PHONE -> NOTHING;
        };
        return call.shown().extra().isEmpty()
                ? shown
                : shown + " " + String.join(" | ", call.shown().extra());
    }

    private String logged(Ended call) {
        String kept = call.shown().text() + ", " + time(call.began());
        return switch (call.ending()) {
            case MISSED, BEFORE_THE_TONE, MESSAGE -> kept + ", missed";
            case TALKED -> kept + ", " + length(call.seconds());
            case DECLINED -> kept + ", declined";
            case BLOCKED_BY_PHONE -> kept + ", blocked";
            case BEFORE_RINGING, BUSY, BLOCKED_BY_CARRIER -> "";
        };
    }

    private String recorded(Ended call) {
        return call.ending() == Ending.MESSAGE
                ? call.shown().text() + ", " + time(call.began()) + ", " + length(call.seconds())
                : "";
    }

    private String billed(Ended call) {
        String line = "Incoming, " + call.shown().text() + ", " + time(call.began()) + ", " + minutes(call.seconds());
        return switch (call.ending()) {
            case TALKED -> line;
            case MESSAGE, BEFORE_THE_TONE -> line + ", to voicemail";
            case BEFORE_RINGING, MISSED, DECLINED, BUSY, BLOCKED_BY_CARRIER, BLOCKED_BY_PHONE -> "";
        };
    }

    /** A carrier keeps more than it shows: only what was never sent to it is not there. */
    private String atCarrier(Ended call) {
        Arrival arrival = call.arrival();
        StringBuilder text = new StringBuilder();
        text.append("A call at ").append(time(call.began()));
        text.append(arrival.anonymous() ? " without a name" : " from " + CallerShown.written(arrival.user()));
        if (!arrival.asserted().isEmpty()) {
            text.append(", on the leased number ").append(CallerShown.written(arrival.asserted()));
        }
        if (!arrival.remoteParty().isEmpty()) {
            text.append(", for ").append(CallerShown.written(arrival.remoteParty()));
        }
        text.append(arrival.asksPrivacy() ? ", to be kept private." : ", which may be shown.");
        return text.toString();
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(clock.getZone()));
    }

    private static String length(long seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    private static String minutes(long seconds) {
        return Math.max(1, (seconds + 59) / 60) + " min";
    }

    private static String orNothing(String line) {
        return line.isEmpty() ? NOTHING : line + ".";
    }
}
