package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;

/** G21: of a check a word, a day and how the bills are written are kept, and nothing else. */
class BillsTest extends OnBothEngines {
    private static final Label TRUNK = new Label("carrier");
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private Bills bills() {
        return site.store.bills(site.centre);
    }

    private static StoredBill bill(String trunk, YearMonth month, String layout) {
        return new StoredBill(new Label(trunk), month, new Label("green"), layout, DAY);
    }

    @Test
    void check_standsInThePlaceOfTheOneBefore_andTheLatestLayoutIsRemembered() {
        assertEquals(Optional.empty(), bills().layout(TRUNK));
        bills().put(bill("carrier", OCTOBER.minusMonths(1), "old"));
        bills().put(bill("carrier", OCTOBER, "first"));
        bills().put(bill("carrier", OCTOBER, "second"));
        bills().put(bill("other", OCTOBER.plusMonths(1), "other"));
        site.restart();
        assertEquals(
                List.of(
                        bill("carrier", OCTOBER.minusMonths(1), "old"),
                        bill("carrier", OCTOBER, "second"),
                        bill("other", OCTOBER.plusMonths(1), "other")),
                bills().list());
        assertEquals(Optional.of("second"), bills().layout(TRUNK));
        assertEquals(YearMonth.from(DAY), bills().month());
    }

    @Test
    void check_goesAfter1200Days() {
        bills().put(bill("carrier", OCTOBER, "x"));
        site.clock.turn(Duration.ofDays(StoreLimits.BILL_DAYS));
        site.store.purgeOverdue();
        assertEquals(1, bills().list().size());
        site.clock.turn(Duration.ofDays(1));
        site.store.purgeOverdue();
        assertEquals(List.of(), bills().list());
    }

    @Test
    void oneTooMany_isNotKept() {
        for (int i = 0; i < StoreLimits.BILLS; i++) {
            assertEquals(Change.DONE, bills().put(bill("t" + i, OCTOBER, "x")));
        }
        assertEquals(Change.FULL, bills().put(bill("carrier", OCTOBER, "x")));
        assertEquals(Change.DONE, bills().put(bill("t7", OCTOBER, "y")));
        assertEquals(StoreLimits.BILLS, bills().list().size());
    }
}
