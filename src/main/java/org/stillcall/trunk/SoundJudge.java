package org.stillcall.trunk;

import java.lang.foreign.MemorySegment;
import java.util.function.Predicate;
import org.stillcall.plan.Identity;
import org.stillcall.sip.Slice;

/**
 * Judges what a test call's sound says of who sends it: its description (RFC 8866) and the reports beside it (RTCP, RFC
 * 3550 section 6). Pure; reads bytes in place and makes no text of them.
 *
 * <p>How: what is the centre's must stand nowhere. Lines and items that are there only to say who somebody is must say
 * nothing. What a carrier's gateway calls itself is its own affair, as long as it reads like no user at a host: a
 * random
 * name (RFC 7022), one without letters, or one of the names that networks may show.
 */
public final class SoundJudge {
    private static final int SOURCE_DESCRIPTION = 202;
    private static final int BYE = 203;
    private static final int APPLICATION = 204;
    private static final int HEAD_BYTES = 4;
    private static final int SOURCE_BYTES = 4;
    private static final int CNAME = 1;
    private static final int TOOL = 6;
    private static final int LAST_ITEM = 8; // PRIV

    private final Expected expected;
    private final DigitRuns runs;
    private final Predicate<DigitRuns> called;

    /** @param called which digits are those of the number that was called, and say nothing */
    SoundJudge(Expected expected, DigitRuns runs, Predicate<DigitRuns> called) {
        this.expected = expected;
        this.runs = runs;
        this.called = called;
    }

    /** Whether the first {@code length} bytes, a packet of RTCP in clear, tell what they must not. */
    public static boolean reportTells(Expected expected, byte[] packet, int length) {
        try (DigitRuns runs = new DigitRuns()) {
            return new SoundJudge(expected, runs, run -> false)
                    .report(new Slice(MemorySegment.ofArray(packet), 0, length));
        }
    }

    /** Whether a session description does. */
    boolean description(Slice body) {
        Slice rest = body;
        while (!rest.isEmpty()) {
            int feed = rest.indexOf('\n', 0);
            Slice line = (feed < 0 ? rest : rest.part(0, feed)).trimmed();
            if (line(line)) {
                return true;
            }
            rest = feed < 0 ? Slice.EMPTY : rest.from(feed + 1);
        }
        return false;
    }

    private boolean line(Slice line) {
        boolean who = line.beginsWith("i=") || line.beginsWith("u=") || line.beginsWith("e=") || line.beginsWith("p=");
        boolean named = line.beginsWith("o=") || line.beginsWith("s=") || line.beginsWith("a=tool:");
        return who
                || named && isUserAtHost(line.from(2))
                || line.beginsWith("a=ssrc:") && sourceTells(line)
                || ours(line);
    }

    /** RFC 5576 section 6.1: {@code a=ssrc:314159 cname:user@host}. */
    private boolean sourceTells(Slice line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.from(i).beginsIgnoringCase("cname:")) {
                return cname(line.from(i + "cname:".length()).trimmed());
            }
        }
        return false;
    }

    /** A packet of several; what does not read as one is only searched, for other things than reports come there. */
    private boolean report(Slice packet) {
        int at = 0;
        while (at + HEAD_BYTES <= packet.length()) {
            int words = byteAt(packet, at + 2) << 8 | byteAt(packet, at + 3);
            int end = at + (words + 1) * 4;
            if ((byteAt(packet, at) & 0xc0) != 0x80 || end > packet.length()) {
                break;
            }
            if (part(packet.part(at, end))) {
                return true;
            }
            at = end;
        }
        return ours(packet.from(at));
    }

    private boolean part(Slice part) {
        int count = byteAt(part, 0) & 0x1f;
        return switch (byteAt(part, 1)) {
            case SOURCE_DESCRIPTION -> sources(part.from(HEAD_BYTES), count);
            case BYE -> reason(part, HEAD_BYTES + count * SOURCE_BYTES);
            case APPLICATION -> true; // nobody knows what it says
            default -> false; // figures
        };
    }

    /** RFC 3550 section 6.5: of each source the items up to a zero, filled up to four bytes. */
    private boolean sources(Slice chunks, int count) {
        int at = 0;
        for (int source = 0; source < count; source++) {
            at += SOURCE_BYTES;
            while (at + 1 < chunks.length() && byteAt(chunks, at) != 0) {
                int end = Math.min(at + 2 + byteAt(chunks, at + 1), chunks.length());
                if (item(byteAt(chunks, at), chunks.part(at + 2, end))) {
                    return true;
                }
                at = end;
            }
            at = (at / 4 + 1) * 4;
        }
        return false;
    }

    private boolean item(int type, Slice text) {
        boolean says = !text.isEmpty() && !mayStand(text);
        return switch (type) {
            case CNAME -> says && cname(text);
            case TOOL -> isUserAtHost(text) || ours(text);
            default -> says && (type <= LAST_ITEM || ours(text));
        };
    }

    /** RFC 3550 section 6.6: after the sources perhaps its length and the reason. */
    private boolean reason(Slice part, int at) {
        if (at >= part.length()) {
            return false;
        }
        Slice text = part.part(at + 1, Math.min(at + 1 + byteAt(part, at), part.length()));
        return isUserAtHost(text) || ours(text);
    }

    private boolean cname(Slice text) {
        boolean random = text.indexOf('@', 0) < 0 && text.indexOf('.', 0) < 0 && text.indexOf(' ', 0) < 0;
        return !mayStand(text) && (isUserAtHost(text) || !random && letters(text) > 0 || isWord(text) || ours(text));
    }

    /** {@code user@host}; one of digits alone, as in {@code 0.0.0@192.0.2.9}, is a gateway's unless it is a number. */
    private boolean isUserAtHost(Slice text) {
        int at = text.indexOf('@', 0);
        boolean number = at > 0 && runs.any(text.part(0, at), DigitRuns::tells);
        return at >= 0 && !mayStand(text) && (letters(text) > 0 || number);
    }

    /** Letters alone and in one case but for the first: sixteen random characters are that once in a million times. */
    private static boolean isWord(Slice text) {
        int upper = 0;
        int lower = 0;
        for (int i = 1; i < text.length(); i++) {
            byte c = text.at(i);
            upper += c >= 'A' && c <= 'Z' ? 1 : 0;
            lower += c >= 'a' && c <= 'z' ? 1 : 0;
        }
        return text.length() > 1 && letters(text) == text.length() && (upper == 0 || lower == 0);
    }

    private static int letters(Slice text) {
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.at(i) | 0x20;
            letters += c >= 'a' && c <= 'z' || text.at(i) < 0 ? 1 : 0;
        }
        return letters;
    }

    private boolean mayStand(Slice text) {
        return expected.ours().networkNames().stream().anyMatch(text::isIgnoringCase);
    }

    /** Whether something of the centre's stands in it. */
    private boolean ours(Slice text) {
        Expected.Ours ours = expected.ours();
        return ours.unsaid().stream().anyMatch(name -> Nobody.holds(text, name))
                || ours.marks().stream().anyMatch(mark -> Nobody.holdsWord(text, mark))
                || ours.numbers().stream().anyMatch(number -> number(text, number));
    }

    private boolean number(Slice text, PilotNumber number) {
        boolean chosen = expected.mode() != Identity.HIDDEN && number.equals(expected.lent());
        return !chosen && runs.any(text, run -> run.holds(number.e164()) && !called.test(run));
    }

    private static int byteAt(Slice text, int at) {
        return text.at(at) & 0xff;
    }

    @Override
    public String toString() {
        return "SoundJudge";
    }
}
