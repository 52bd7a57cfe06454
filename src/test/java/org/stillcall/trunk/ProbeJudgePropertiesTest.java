package org.stillcall.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.stillcall.plan.Identity;

/** G15: whatever number stands where a caller stands, and is not the one that may, is found; what is right never is. */
class ProbeJudgePropertiesTest {
    private static final List<String> PLACES = List.of(
            "From: <sip:+%s@c.example>;tag=1",
            "From: \"%s\" <sip:anonymous@c.example>;tag=1",
            "From: <sip:anonymous@c.example>;tag=1\nP-Asserted-Identity: <sip:%s@c.example>",
            "From: <sip:anonymous@c.example>;tag=1\nP-Asserted-Identity: <sip:anonymous@c.example>, <tel:+%s>",
            "From: <sip:anonymous@c.example>;tag=1\nP-Preferred-Identity: <sip:+%s@c.example>",
            "From: <sip:anonymous@c.example>;tag=1\nRemote-Party-ID: <sip:%s@c.example>;party=calling",
            "From: <sip:anonymous@c.example>;tag=1\nDiversion: <sip:%s@c.example>;reason=no-answer",
            "From: <sip:anonymous@c.example>;tag=1\nHistory-Info: <sip:%s@c.example>;index=1");
    private static final List<String> ANYWHERE = List.of(
            "Contact: <sip:%s@c.example>",
            "Subject: %s",
            "Organization: call %s back",
            "X-Leg: a=%s;b=2",
            "User-Agent: PBX-%s",
            "Reply-To: <sip:%s@c.example>",
            "Date: %s GMT");

    @Property
    boolean anyNumberWhereACallerStands_isFoundInAPrivateCall(
            @ForAll @LongRange(min = 10_000_000L, max = 999_999_999_999_999L) long number,
            @ForAll @IntRange(max = 7) int place) {
        String digits = String.valueOf(number);
        boolean called = "16175550160".endsWith(digits.substring(digits.length() - 7));
        return called
                || ProbeJudge.leaks(
                        Probed.judged(Identity.HIDDEN, PLACES.get(place).formatted(digits) + "\n"));
    }

    @Property
    void anotherNumberThanTheBorrowedOne_isFoundInAShownCall(
            @ForAll @LongRange(min = 10_000_000_000L, max = 99_999_999_999L) long number) {
        String digits = String.valueOf(number);
        boolean same = digits.equals(Probed.LENT.e164());
        String line = "From: <sip:+" + digits + "@c.example>;tag=1\n";
        assertEquals(!same, Probed.judged(Identity.NUMBER, line).contains(Finding.WRONG_NUMBER));
    }

    /** However it is grouped, a number of the centre is found in every line that is not the called number's. */
    @Property
    void numberOfOurs_isFoundInAnyLine(
            @ForAll @IntRange(max = 6) int place,
            @ForAll @IntRange(min = 1, max = 9) int first,
            @ForAll @IntRange(min = 1, max = 9) int second,
            @ForAll @IntRange(max = 3) int separator) {
        String gap = List.of("", "-", " ", ".").get(separator);
        if (place == 0 && separator == 2) {
            return; // no URI has a space in it
        }
        String digits = Probed.OTHER.e164();
        int from = Math.min(first, second);
        int to = Math.max(first, second);
        String grouped = digits.substring(0, from) + gap + digits.substring(from, to) + gap + digits.substring(to);
        List<Finding> findings = Probed.judged(
                Identity.HIDDEN, Probed.PRIVATE + ANYWHERE.get(place).formatted(grouped) + "\n");
        assertTrue(findings.contains(Finding.WRONG_NUMBER), grouped);
    }

    /** A carrier's own identifiers are full of digits: random ones raise no alarm. */
    @Property
    void carriersOwnFigures_raiseNoAlarm(
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long session,
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long id,
            @ForAll @IntRange(min = 1, max = 254) int host) {
        String lines = "From: \"Anonymous\" <sip:anonymous@203.0.113." + host + ">;tag=" + id + "\nPrivacy: id\n"
                + "Contact: <sip:" + Long.toHexString(id) + "@203.0.113." + host + ":5060>\nX-CID: " + session
                + "\nSession-Expires: 1800\nP-Charging-Vector: icid-value=" + id + "." + session + "\n";
        String sound = Probed.SOUND.replace("4611686018427387904", String.valueOf(session));
        assertEquals(List.of(), Probed.judged(Identity.HIDDEN, lines, sound));
        assertFalse(
                ProbeJudge.leaks(Probed.judged(Identity.NUMBER, lines.replace("anonymous@", "+16175550180@"), sound)));
    }
}
