package org.stillcall.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.trunk.Probed.PRIVATE;
import static org.stillcall.trunk.Probed.SHOWN;
import static org.stillcall.trunk.Probed.judged;
import static org.stillcall.trunk.Probed.token;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.plan.Identity;

/** G2, G8, G15: what a test call shows is compared with what it was to show. */
class ProbeJudgeTest {
    private static final List<Finding> NOTHING = List.of();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1",
                "From: Anonymous <sip:anonymous@192.0.2.9>;tag=1",
                "From: \"Restricted\" <sip:Restricted@carrier.example>;tag=1",
                "From: <sip:192.0.2.9>;tag=17775553412222",
                "From: \"Unknown Caller\" <sip:unavailable@carrier.example>;tag=1",
                "From: \"Private Number\" <sip:anonymous@anonymous.invalid>;tag=1\nP-Asserted-Identity: "
                        + "\"Anonymous\" <sip:anonymous@anonymous.invalid>",
                "From: <sip:anonymous@anonymous.invalid>;tag=1\nHistory-Info: <sip:+16175550160@a.example>;index=1",
                "From: <sip:anonymous@anonymous.invalid>;tag=1\nX-Carrier-Id: 9876543210123456789-7",
                "From: <sip:anonymous@anonymous.invalid>;tag=1\nIdentity: ..c2ln;info=<https://c.example>",
                "From: <sip:anonymous@anonymous.invalid>;tag=1\nContact: <sip:77712345678@192.0.2.9>"
            })
    void privateCall_howeverACarrierWritesIt_isRight(String lines) {
        assertEquals(NOTHING, judged(Identity.HIDDEN, lines + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From: <sip:+16175550180@c.example>;tag=1 | NUMBER_SHOWN",
                "From: \"(617) 555-0180\" <sip:anonymous@c.example>;tag=1 | NUMBER_SHOWN",
                "From: <sip:6175550180@c.example>;tag=1 | NUMBER_SHOWN",
                "From: <sip:%36175550180@c.example>;tag=1 | NUMBER_SHOWN",
                "From: <tel:+1-617-555-0180>;tag=1 | NUMBER_SHOWN",
                "From: <sip:+12025550147@c.example>;tag=1 | WRONG_NUMBER",
                "From: <sip:ada@c.example>;tag=1 | NAME_SHOWN",
                "From: \"Ada\" <sip:anonymous@c.example>;tag=1 | NAME_SHOWN",
            })
    void privateCall_whoseCallerShows_isWrong(String line, Finding finding) {
        assertEquals(finding, judged(Identity.HIDDEN, line.strip() + "\n").getFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P-Asserted-Identity: <sip:+16175550180@c.example> | ASSERTED_SHOWN",
                "P-Asserted-Identity: <sip:+12025550147@c.example> | ASSERTED_SHOWN",
                "P-Preferred-Identity: <tel:+16175550180> | ASSERTED_SHOWN",
                "Remote-Party-ID: \"A\" <sip:+16175550180@c.example>;party=calling;privacy=full | ASSERTED_SHOWN",
                "Diversion: <sip:+12025550147@c.example>;reason=unconditional | REDIRECTION_SHOWN",
                "History-Info: <sip:+12025550147@c.example>;index=1,<sip:+16175550160@c.example>;index=1.1 "
                        + "| REDIRECTION_SHOWN",
                "Contact: <sip:+16175550180@192.0.2.9> | NUMBER_SHOWN",
                "Contact: <sip:+16175550181@192.0.2.9> | WRONG_NUMBER",
                "X-Original-ANI: 1 617 555 0181 | WRONG_NUMBER",
                "Subject: call from harbor house | CENTRE_NAMED",
                "Call-Info: <https://c.example/scam>;purpose=info | LABELLED",
                "P-Asserted-Identity: not an address | UNREADABLE",
            })
    void privateCall_withAHeaderThatTells_isWrong(String line, Finding finding) {
        assertTrue(judged(Identity.HIDDEN, PRIVATE + line.strip() + "\n").contains(finding));
    }

    @Test
    void number_asItWasChosen_isRightInEveryWayOfWritingIt() {
        for (Identity mode : List.of(Identity.NUMBER, Identity.SHOWN)) {
            assertEquals(NOTHING, judged(mode, SHOWN));
            assertEquals(NOTHING, judged(mode, "From: \"6175550180\" <sip:6175550180@c.example;user=phone>;tag=1\n"));
            assertEquals(NOTHING, judged(mode, "From: \"harbor office\" <sip:16175550180@c.example>;tag=1\n"));
            assertEquals(NOTHING, judged(mode, "From: \"BOSTON MA\" <sip:16175550180@c.example>;tag=1\n"));
            assertEquals(NOTHING, judged(mode, SHOWN + "P-Asserted-Identity: <sip:+16175550180@c.example>\n"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From: <sip:+16175550181@c.example>;tag=1 | WRONG_NUMBER",
                "From: <sip:+12025550147@c.example>;tag=1 | WRONG_NUMBER",
                "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1 | NOT_SHOWN",
                "From: \"CANCUN TRAVEL\" <sip:+16175550180@c.example>;tag=1 | WRONG_NAME",
                "From: \"Scam Likely\" <sip:+16175550180@c.example>;tag=1 | LABELLED",
                "From: \"Harbor House\" <sip:+16175550180@c.example>;tag=1 | CENTRE_NAMED",
            })
    void number_thatIsAnotherOrHasAWrongName_isFound(String line, Finding finding) {
        assertTrue(judged(Identity.NUMBER, line.strip() + "\n").contains(finding));
    }

    @Test
    void wrongName_isTheNumbersFault_andNoLeak() {
        List<Finding> wrong = judged(Identity.SHOWN, "From: \"TRAVEL\" <sip:+16175550180@c.example>;tag=1\n");
        assertEquals(List.of(Finding.WRONG_NAME), wrong);
        assertEquals(Finding.Fault.NUMBER, wrong.getFirst().fault());
        assertEquals(false, ProbeJudge.leaks(wrong));
        assertTrue(ProbeJudge.leaks(judged(Identity.HIDDEN, SHOWN)));
    }

    /** RFC 8225: a carrier has to sign a number; only the borrowed one may it be. */
    @Test
    void signedToken_mayNameTheBorrowedNumberAlone() {
        String ours = token("{\"attest\":\"A\",\"dest\":{\"tn\":[\"16175550160\"]},\"iat\":1443208345,"
                + "\"orig\":{\"tn\":\"16175550180\"},\"origid\":\"123e4567-e89b-12d3-a456-426655440000\"}");
        assertEquals(NOTHING, judged(Identity.HIDDEN, PRIVATE + "Identity: " + ours + "\n"));
        String theirs = token("{\"dest\":{\"tn\":[\"16175550160\"]},\"orig\":{\"tn\":\"12025550147\"}}");
        for (String name : List.of("Identity", "y")) {
            assertEquals(List.of(Finding.TOKEN_WRONG), judged(Identity.HIDDEN, PRIVATE + name + ": " + theirs + "\n"));
        }
        assertEquals(
                List.of(Finding.TOKEN_WRONG),
                judged(Identity.HIDDEN, PRIVATE + "Identity: " + ours + ", " + theirs + "\n"),
                "two in a line");
        String named = token("{\"orig\":{\"tn\":\"16175550180\"},\"rcd\":{\"nam\":\"Harbor\"}}");
        assertEquals(List.of(Finding.TOKEN_WRONG), judged(Identity.HIDDEN, PRIVATE + "Identity: " + named + "\n"));
        for (String broken : List.of("eyJ.x.y;info=<a>", "a.b", "", token("{\"orig\":{\"tn\":\"1\""))) {
            assertEquals(
                    List.of(Finding.TOKEN_UNREADABLE),
                    judged(Identity.HIDDEN, PRIVATE + "Identity: " + broken + "\n"),
                    broken);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"i=Harbor", "u=https://c.example", "e=ada@c.example", "p=+1 617 555-0180"})
    void description_thatSaysWho_isWrong(String line) {
        assertEquals(List.of(Finding.DESCRIPTION_TELLS), judged(Identity.HIDDEN, PRIVATE, Probed.SOUND + line + "\n"));
    }

    @Test
    void description_withANumberOfOurs_isWrong() {
        String sound = Probed.SOUND.replace("s=-", "s=16175550181");
        assertEquals(List.of(Finding.DESCRIPTION_TELLS), judged(Identity.HIDDEN, PRIVATE, sound));
    }
}
