package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.Limits;

/** G13: a plan's text is read exactly or refused with the field, and never quoted. */
class PlanTextTest {
    private static final Set<String> FIELDS = Set.of(
            "",
            "programme",
            "zone",
            "windows",
            "windows.day",
            "windows.from",
            "windows.to",
            "once",
            "once.from",
            "once.to",
            "except",
            "except.from",
            "except.to",
            "caller",
            "ring",
            "ring.seconds",
            "ring.waitSeconds",
            "voicemail",
            "voicemail.consent",
            "voicemail.given",
            "voicemail.until",
            "dropped",
            "dropped.rule",
            "dropped.minutes",
            "identity",
            "identity.shows",
            "identity.given",
            "identity.until",
            "ifRejected",
            "ifRejected.scope",
            "ifRejected.given",
            "ifRejected.until",
            "ifRejected.risks",
            "monitored",
            "languages",
            "end",
            "askAgain",
            "attempts");

    static boolean isPlain(PlanText.Faulty faulty) {
        String sentence = faulty.sentence();
        return FIELDS.contains(faulty.field()) && sentence.endsWith(".") && sentence.length() < 80;
    }

    private static PlanText.Reading parse(String text) {
        return PlanText.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void faulty(String field, String text) {
        PlanText.Faulty faulty = assertInstanceOf(PlanText.Faulty.class, parse(text), text);
        assertEquals(field, faulty.field(), text);
        assertTrue(isPlain(faulty), faulty::toString);
    }

    @Test
    void plan_withAllItsParts_isReadAsItIsMeant() {
        ContactPlan plan = Plans.with();
        assertEquals("helpline", plan.programme().text());
        assertEquals(ZoneId.of("America/New_York"), plan.zone());
        assertEquals(1, plan.windows().size());
        assertEquals(new RingPattern(Duration.ofSeconds(10), Duration.ofMinutes(2)), plan.ring());
        assertEquals(VoicemailConsent.Wording.VAGUE, plan.voicemail().wording());
        assertEquals(new DroppedRule.RedialOnce(Duration.ofMinutes(5)), plan.dropped());
        assertEquals(IdentityChoice.Shows.PRIVATE, plan.identity().shows());
        assertEquals(LocalDate.of(2026, 12, 22), plan.end());
        assertEquals(List.of(new Language("en")), plan.languages());
        assertEquals("ContactPlan", plan.toString());
    }

    @Test
    void parts_thatAreNotNeeded_mayBeMissingOrNull() {
        ContactPlan without = Plans.with("\"ring\":{\"seconds\":10,\"waitSeconds\":120},", "\"ring\":null,");
        assertNull(without.ring());
        assertEquals(new PlanText.Parsed(without), PlanText.parse(PlanText.write(without)));
        String text = Plans.text("\"ifRejected\"", "\"ifRejected\":null,\"x\"");
        faulty("", text);
        assertNull(Plans.with(
                        "REDIAL_ONCE",
                        "NEVER",
                        "\"minutes\":5",
                        "\"minutes\":0",
                        "\"ring\":{\"seconds\":10,\"waitSeconds\":120},",
                        "")
                .ring());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "programme           | \"helpline\"          | \"Help Line\"",
                "programme           | \"helpline\"          | \"2025550147\"",
                "programme           | \"helpline\"          | 7",
                "zone                | America/New_York      | +05:00",
                "zone                | America/New_York      | Mars/Olympus",
                "windows             | \"day\":\"MON\",      | \"day\":\"MON\",\"days\":1,",
                "windows.day         | \"MON\"               | \"MONDAY\"",
                "windows.from        | \"09:00\"             | \"9:00\"",
                "windows.from        | \"09:00\"             | \"24:00\"",
                "windows.from        | \"09:00\"             | null",
                "windows.to          | \"17:00\"             | \"09:00\"",
                "windows.to          | \"17:00\"             | \"17:00:30\"",
                "once.from           | 2026-11-25T14:00      | 2026-11-25 14:00",
                "once.from           | 2026-11-25T14:00      | 1999-11-25T14:00",
                "once.to             | 2026-11-25T15:00      | 2026-11-25T14:00",
                "once.to             | 2026-11-25T15:00      | 2026-12-25T15:00",
                "except.from         | 2026-12-24T00:00      | 2026-12-24T00:0x",
                "except.to           | 2026-12-27T00:00      | 2026-12-23T00:00",
                "caller              | WE_CALL               | BOTH",
                "ring                | \"seconds\":10,       | \"seconds\":10,\"times\":2,",
                "ring.seconds        | \"seconds\":10        | \"seconds\":31",
                "ring.seconds        | \"seconds\":10        | \"seconds\":\"10\"",
                "ring.waitSeconds    | \"waitSeconds\":120   | \"waitSeconds\":9",
                "voicemail.consent   | VAGUE                 | vague",
                "voicemail.given     | VAGUE\",\"given\":\"2026-11-12 | VAGUE\",\"given\":\"2026-13-12",
                "dropped.rule        | REDIAL_ONCE           | REDIAL",
                "dropped.minutes     | \"minutes\":5         | \"minutes\":61",
                "dropped.minutes     | \"minutes\":5         | \"minutes\":0",
                "identity.shows      | PRIVATE               | DIRECT",
                "identity.until      | PRIVATE\",\"given\":\"2026-11-12 | PRIVATE\",\"given\":\"2026-12-13",
                "ifRejected.scope    | ONE_CALL              | ALWAYS",
                "ifRejected.risks    | \"BILL\",             | ``",
                "ifRejected.risks    | \"BILL\"              | \"BELL\"",
                "ifRejected.risks    | \"BILL\"              | \"SCREEN\"",
                "monitored           | \"monitored\":false   | \"monitored\":\"no\"",
                "languages           | [\"en\"]              | [\"english\"]",
                "languages           | [\"en\"]  | [\"en\",\"en\",\"en\",\"en\",\"en\",\"en\",\"en\",\"en\",\"en\"]",
                "languages           | [\"en\"]              | \"en\"",
                "languages           | [\"en\"]              | [{}]",
                "end                 | \"end\":\"2026-12-22\" | \"end\":\"2026-02-30\"",
                "end                 | \"end\":\"2026-12-22\" | \"end\":\"2200-01-01\"",
                "end                 | \"end\":\"2026-12-22\",| ``",
                "askAgain            | \"askAgain\":\"2026-12-06\" | \"askAgain\":20261206",
                "attempts            | \"attempts\":3        | \"attempts\":0",
                "attempts            | \"attempts\":3        | \"attempts\":21",
                "''                  | \"attempts\":3        | \"attempts\":3.0",
                "''                  | \"attempts\":3        | \"attempts\":3000000000",
                "''                  | \"attempts\":3        | \"attempts\":3,\"attempts\":3",
                "''                  | \"attempts\":3        | \"attempts\":3,\"note\":\"x\"",
                "''                  | \"attempts\":3        | \"attempts\":3,\"note\":null",
                "''                  | \"attempts\":3}       | \"attempts\":3}{}",
                "''                  | \"attempts\":3}       | \"attempts\":3",
                "''                  | {\"programme\"        | [\"programme\""
            })
    void field_whichIsWrong_isNamedWithAPlainSentence(String field, String was, String becomes) {
        faulty(field.equals("''") ? "" : field, Plans.text(was, becomes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"helpline\"",
                "{",
                "{}}",
                "[[[[[[[[",
                "\u0000",
                "{\"a\":{\"b\":{\"c\":[{}]}}}"
            })
    void text_whichIsNoPlan_isRefused(String text) {
        faulty("", text);
    }

    @Test
    void text_whichIsEmptyAsAPlan_lacksItsFirstPart() {
        faulty("programme", "{}");
    }

    @Test
    void text_whichIsTooLong_isRefusedUnread() {
        String spaces = " ".repeat(Limits.PLAN_BYTES - Plans.USUAL.getBytes(StandardCharsets.UTF_8).length);
        assertInstanceOf(PlanText.Parsed.class, parse(Plans.USUAL + spaces));
        faulty("", Plans.USUAL + spaces + " ");
    }

    @Test
    void lists_atTheirLimits_areReadAndOneMoreIsRefused() {
        String window = "{\"day\":\"MON\",\"from\":\"09:00\",\"to\":\"17:00\"}";
        String windows = (window + ",").repeat(Limits.SAFE_WINDOWS - 1);
        assertEquals(
                Limits.SAFE_WINDOWS,
                Plans.with(window, windows + window).windows().size());
        faulty("windows", Plans.text(window, windows + window + "," + window));
        String once = "{\"from\":\"2026-11-25T14:00\",\"to\":\"2026-11-25T15:00\"}";
        String many = (once + ",").repeat(Limits.PLAN_STRETCHES - 1);
        assertEquals(Limits.PLAN_STRETCHES, Plans.with(once, many + once).once().size());
        faulty("once", Plans.text(once, many + once + "," + once));
    }

    @Test
    void fault_neverQuotesWhatWasRead() {
        for (String text : List.of(
                Plans.text("helpline", "Canary Canary"),
                Plans.text("\"attempts\"", "\"canary\""),
                Plans.text("\"seconds\"", "\"canary\""),
                Plans.text("en\"]", "canary\"]"),
                "canary")) {
            String said = parse(text).toString();
            assertTrue(said.startsWith("Faulty"), said);
            assertFalse(said.toLowerCase(java.util.Locale.ROOT).contains("canary"), said);
        }
    }

    @Property
    void anyPlan_whenWritten_isReadBackTheSame(@ForAll @IntRange(min = 0) int seed) {
        RandomPlans random = new RandomPlans(new Random(seed));
        ZoneId zone = random.zone();
        ContactPlan plan = random.plan(zone, random.change(zone, Instant.parse("2020-06-01T00:00:00Z")));
        byte[] text = PlanText.write(plan);
        assertTrue(text.length <= Limits.PLAN_BYTES);
        assertEquals(new PlanText.Parsed(plan), PlanText.parse(text));
    }

    /** What is left of a plan after one of its bytes changed is a plan or a named fault, never an exception. */
    @Property
    void anyPlan_withOneByteChanged_isReadOrRefused(@ForAll @IntRange(max = 1000) int at, @ForAll byte becomes) {
        byte[] text = Plans.USUAL.getBytes(StandardCharsets.UTF_8);
        text[at % text.length] = becomes;
        switch (PlanText.parse(text)) {
            case PlanText.Parsed parsed -> assertEquals(parsed, PlanText.parse(PlanText.write(parsed.plan())));
            case PlanText.Faulty faulty -> assertTrue(isPlain(faulty), faulty::toString);
        }
    }
}
