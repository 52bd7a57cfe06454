package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.plan.Dialled.POOL;
import static org.stillcall.plan.Dialled.dial;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;

/** G3, G4: what was dialled is understood in full or refused. */
class DialPlanTest {
    private static final DialPlan PLAN = new DialPlan();

    private static Destination destination(String home, String text) {
        try (Digits dialled = dial(text)) {
            return PLAN.destination(dialled, new Region(home));
        }
    }

    private static @Nullable String e164(String home, String text) {
        try (Digits dialled = dial(text);
                Digits number = PLAN.toE164(dialled, new Region(home), POOL)) {
            return number == null ? null : Dialled.text(number);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "US, 2025550147, ORDINARY, US, +12025550147",
        "US, 12025550147, ORDINARY, US, +12025550147",
        "US, +12025550147, ORDINARY, US, +12025550147",
        "US, (202) 555-0147, ORDINARY, US, +12025550147",
        "US, 01112025550147, ORDINARY, US, +12025550147",
        "CA, 16135550147, ORDINARY, CA, +16135550147",
        "US, 16135550147, ORDINARY, CA, +16135550147",
        "US, 18765550147, ORDINARY, JM, +18765550147",
        "US, 8005550147, TOLL_FREE, US, +18005550147",
        "CA, 8885550147, TOLL_FREE, CA, +18885550147",
        "GB, +18005550147, TOLL_FREE, US, +18005550147",
        "US, 9005550147, PREMIUM, US, +19005550147",
        "US, 2029760147, PREMIUM, US, +12029760147",
        "US, 18769760147, PREMIUM, JM, +18769760147",
        "US, 5005550147, SHARED_COST, US, +15005550147",
        "US, 011442079460123, ORDINARY, GB, +442079460123",
        "GB, 02079460123, ORDINARY, GB, +442079460123",
        "GB, +442079460123, ORDINARY, GB, +442079460123",
        "GB, 0012025550147, ORDINARY, US, +12025550147",
        "GB, 00441414960123, ORDINARY, GB, +441414960123",
        "GB, 01414960123, ORDINARY, GB, +441414960123",
        "GB, 08081570123, TOLL_FREE, GB, +448081570123",
        "GB, 09098790123, PREMIUM, GB, +449098790123",
        "GB, 08450123456, PREMIUM, GB, +448450123456",
        "AU, 1300975707, SHARED_COST, AU, +611300975707",
        "GB, 01534456123, ORDINARY, JE, +441534456123",
        "AU, 0255501234, ORDINARY, AU, +61255501234",
        "AU, 1800975707, TOLL_FREE, AU, +611800975707",
        "AU, 001112025550147, ORDINARY, US, +12025550147",
        "FR, 0199000123, ORDINARY, FR, +33199000123",
        "FR, 0899000123, PREMIUM, FR, +33899000123",
        "DE, 03023125123, ORDINARY, DE, +493023125123",
        "DE, 01719920123, ORDINARY, DE, +491719920123",
        "IT, 0612345678, ORDINARY, IT, +390612345678",
        "ES, 911234567, ORDINARY, ES, +34911234567",
        "HU, 0612345678, ORDINARY, HU, +3612345678",
        "IN, 9876543210, ORDINARY, IN, +919876543210",
        "RU, 84951234567, ORDINARY, RU, +74951234567",
        "US, +80012345678, TOLL_FREE, , +80012345678",
        "US, +979123456789, PREMIUM, , +979123456789",
    })
    void number_asPeopleDialIt_isReadInFull(
            String home, String text, NumberKind kind, @Nullable String region, String e164) {
        assertEquals(new Destination(kind, region == null ? null : new Region(region)), destination(home, text));
        assertEquals(e164, e164(home, text));
    }

    @ParameterizedTest
    @CsvSource({
        "US, 5550147",
        "US, 0",
        "US, 1",
        "US, +1",
        "US, 0120255501",
        "US, 120255501",
        "US, 12025550147890",
        "US, 2021550147",
        "US, 1025550147",
        "US, +02025550147",
        "US, +0",
        "US, 011",
        "US, 0110",
        "US, 2995550147",
        "US, 02025550147",
        "US, 10102882025550147",
        "US, 1234567890123456789012345678901",
        "GB, 79460123",
        "GB, 2079460123",
        "GB, +4402079460123",
        "GB, 020794601234567",
        "DE, 23125123",
        "FR, 199000123",
        "US, +999123456789",
        "US, 00442079460123",
        "ES, 12345",
        "AU, 255501234",
        "US, 2025550147202",
    })
    void number_whichIsNotComplete_isInvalid(String home, String text) {
        assertEquals(Destination.INVALID, destination(home, text));
        assertNull(e164(home, text));
    }

    @ParameterizedTest
    @CsvSource({
        "US, *672025550147",
        "US, *822025550147",
        "US, #31#2025550147",
        "US, *31#2025550147",
        "US, *31*2025550147",
        "US, 11672025550147",
        "US, 11822025550147",
        "US, 2025550147#",
        "US, 20255*50147",
        "US, *",
        "US, #",
        "US, +*12025550147",
        "US, *72",
        "GB, 14102079460123",
        "GB, 147002079460123",
        "HK, 13321234567",
        "HK, 135721234567",
        "AU, 18310255501234",
        "AU, 18320255501234",
        "NZ, 019733456789",
        "NZ, 019633456789",
        "FR, 36510199000123",
        "ES, 067911234567",
        "JP, 1840312345678",
        "JP, 1860312345678",
        "KR, *230212345678",
        "IL, *43021234567",
        "IE, 1410123456789",
        "IE, 1420123456789",
        "US, *672025550911",
    })
    void number_withADiallingCode_isToldApart(String home, String text) {
        assertEquals(Destination.DIALLING_CODE, destination(home, text));
        assertNull(e164(home, text));
    }

    @ParameterizedTest
    @CsvSource({
        "US, 911",
        "US, 112",
        "US, 9911",
        "US, 99911",
        "US, 0112",
        "US, 1911",
        "US, +1911",
        "US, +911",
        "US, +112",
        "US, 9115550147",
        "US, 19115550147",
        "US, +19115550147",
        "US, 1125550147",
        "US, *67911",
        "US, *82112",
        "US, 9-1-1",
        "US, 8911",
        "US, 011911",
        "GB, 999",
        "GB, 9999",
        "GB, 112",
        "GB, 911",
        "GB, 0999",
        "GB, +44999",
        "GB, 141999",
        "AU, 000",
        "AU, 0000",
        "AU, 112",
        "NZ, 111",
        "NZ, 0197111",
        "FR, 15",
        "FR, 17",
        "FR, 18",
        "DE, 110",
        "DE, 0112",
        "JP, 110",
        "JP, 119",
        "ES, 112",
        "ES, 911",
        "HK, 992",
        "TH, 1669",
        "ZZ, 911",
        "ZZ, 9112",
    })
    void number_thatCallsForHelp_isToldApartHoweverItIsDialled(String home, String text) {
        assertEquals(Destination.EMERGENCY, destination(home, text));
        assertNull(e164(home, text));
    }

    @Test
    void fictionalNumbersOfWashington_allHundred_areOrdinary() {
        for (int line = 100; line < 200; line++) {
            assertEquals(new Destination(NumberKind.ORDINARY, new Region("US")), destination("US", "+12025550" + line));
        }
    }

    @Test
    void fictionalNumbers_inEveryAreaCodeOfTheMainland_areOrdinary() {
        for (String area : new String[] {"212", "213", "312", "415", "503", "617", "702", "802", "907", "808"}) {
            for (int line = 100; line < 200; line++) {
                assertEquals(
                        new Destination(NumberKind.ORDINARY, new Region("US")),
                        destination("US", area + "5550" + line));
            }
        }
    }

    @Test
    void number_withoutAKnownHome_isInvalid() {
        try (Digits dialled = dial("+12025550147")) {
            assertEquals(Destination.INVALID, PLAN.destination(dialled, null));
            assertNull(PLAN.toE164(dialled, new Region("ZZ"), POOL));
        }
        assertFalse(PLAN.knows(new Region("ZZ")));
        assertTrue(PLAN.knows(new Region("US")));
        assertTrue(PLAN.warm(new Region("US")));
        assertFalse(PLAN.warm(new Region("ZZ")));
    }

    @Test
    void e164_whenThePoolIsExhausted_isNull() {
        BlockPool one = Digits.pool(1);
        try (Digits dialled = dial("2025550147")) {
            Digits first = PLAN.toE164(dialled, new Region("US"), one);
            assertNull(PLAN.toE164(dialled, new Region("US"), one));
            first.close();
        }
        assertEquals(0, one.onLoan());
    }

    @Test
    void digits_afterEveryQuestion_areAllGivenBack() {
        e164("US", "2025550147");
        destination("GB", "02079460123");
        assertEquals(0, POOL.onLoan());
    }
}
