package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.plan.Dialled.dial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillcall.base.Digits;

/** G18: the library that knows the kinds of numbers never gets one. */
class MaskingTest {
    private static final Region GB = new Region("GB");
    private static final Region JE = new Region("JE");

    /** Passes every question on and keeps it. */
    private static final class Recording implements Numbering {
        private final Numbering library = new LibraryNumbering();
        private final List<String> numbers = new ArrayList<>();
        private final Set<String> shorts = new HashSet<>();

        @Override
        public Destination destination(Masked masked) {
            numbers.add("0".repeat(masked.zeros()) + masked.national());
            return library.destination(masked);
        }

        @Override
        public Set<Integer> callingCodes() {
            return library.callingCodes();
        }

        @Override
        public int callingCode(Region region) {
            return library.callingCode(region);
        }

        @Override
        public String trunkPrefix(Region region) {
            return library.trunkPrefix(region);
        }

        @Override
        public boolean isEmergency(String digits, Region region) {
            shorts.add(digits);
            return library.isEmergency(digits, region);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GB, 02079468365, 207946, 8365",
        "US, +442079468365, 207946, 8365",
        "DE, 03023128365, 302312, 8365",
        "IT, 0612348365, 061234, 8365",
        "US, 18762108365, 876210, 8365",
        "CN, 13812348365, 138123, 48365",
        "NO, 22118365, 2211, 8365",
        "IS, 5118365, 511, 8365",
    })
    void library_whenANumberIsRead_getsItsBeginningWithFillerBehind(
            String home, String text, String beginning, String end) {
        Recording recording = new Recording();
        DialPlan plan = new DialPlan(recording);
        try (Digits dialled = dial(text)) {
            plan.destination(dialled, new Region(home));
        }
        List<String> alike =
                recording.numbers.stream().filter(n -> n.startsWith(beginning)).toList();
        assertTrue(alike.size() >= 12);
        assertEquals(12, new HashSet<>(alike.subList(alike.size() - 12, alike.size())).size());
        assertEquals(
                10,
                alike.stream().map(n -> n.charAt(beginning.length())).distinct().count());
        assertFalse(recording.numbers.stream().anyMatch(n -> n.endsWith(end)));
        assertTrue(recording.shorts.stream().allMatch(digits -> digits.length() <= 4));
    }

    @Test
    void library_whenAMainlandNumberIsRead_getsItsAreaCodeAndNothingElse() {
        Recording recording = new Recording();
        DialPlan plan = new DialPlan(recording);
        try (Digits one = dial("2027328365");
                Digits other = dial("12029418365")) {
            plan.destination(one, new Region("US"));
            List<String> first = List.copyOf(recording.numbers);
            assertTrue(first.stream().allMatch(n -> n.startsWith("202") && n.endsWith("1234")));
            assertFalse(first.stream().anyMatch(n -> n.startsWith("202732")));
            plan.destination(other, new Region("US"));
            assertEquals(first, recording.numbers);
        }
    }

    @Test
    void answer_whenFillersDisagree_isTheMostCautious() {
        assertEquals(
                new Destination(NumberKind.PREMIUM, GB),
                ask(n -> n.national() % 10 == 9
                        ? new Destination(NumberKind.PREMIUM, GB)
                        : new Destination(NumberKind.ORDINARY, GB)));
        assertEquals(
                new Destination(NumberKind.TOLL_FREE, GB),
                ask(n -> n.national() % 10_000 / 1000 == 8
                        ? new Destination(NumberKind.TOLL_FREE, GB)
                        : new Destination(NumberKind.SHARED_COST, GB)));
        assertEquals(
                new Destination(NumberKind.ORDINARY, GB),
                ask(n -> n.national() % 10_000 / 1000 == 5
                        ? new Destination(NumberKind.ORDINARY, GB)
                        : new Destination(NumberKind.INVALID, JE)));
        assertEquals(
                new Destination(NumberKind.ORDINARY, null),
                ask(n -> new Destination(NumberKind.ORDINARY, n.national() % 10_000 / 1000 == 5 ? GB : JE)));
        assertEquals(Destination.INVALID, ask(n -> new Destination(NumberKind.INVALID, GB)));
    }

    private static Destination ask(Function<Numbering.Masked, Destination> answers) {
        Numbering numbering = new Numbering() {
            @Override
            public Destination destination(Masked masked) {
                return answers.apply(masked);
            }

            @Override
            public Set<Integer> callingCodes() {
                return Set.of();
            }

            @Override
            public int callingCode(Region region) {
                return 0;
            }

            @Override
            public String trunkPrefix(Region region) {
                return "";
            }

            @Override
            public boolean isEmergency(String digits, Region region) {
                return false;
            }
        };
        try (Digits digits = dial("442079468365")) {
            return Masking.ask(numbering, digits, 44, 2);
        }
    }

    @Test
    void masked_whenPrinted_tellsNothing() {
        assertEquals("Masked", new Numbering.Masked(44, 0, 2079460000L).toString());
    }
}
