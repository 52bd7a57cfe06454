package org.stillcall.bill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.bill.Remark.Level;

/** G21: what is said of a difference, and how bad it is. */
class ComparisonTest {
    private static final long PRICE = 15_000;

    private static BillSums bill(long calls, long seconds, long cost) {
        return new BillSums(calls, seconds, cost, 0, 0, 0, 0, 0, 0);
    }

    private static Comparison of(long calls, long seconds, BillSums bill, long price) {
        return Comparison.of(new Comparison.Ours(calls, seconds), bill, price);
    }

    @Test
    void sameSums_agree() {
        Comparison same = of(100, 12_000, bill(100, 12_000, -3_000_000), PRICE);
        assertEquals(Level.GREEN, same.level());
        assertEquals(List.of(Remark.CALLS_AGREE, Remark.MINUTES_AGREE, Remark.COST_AGREES), same.remarks());
        assertEquals(Level.GREEN, of(0, 0, bill(0, 0, 0), 0).level());
    }

    @Test
    void callsThatWeDidNotMake_areRed() {
        assertEquals(
                Remark.CALLS_NEAR,
                of(100, 12_000, bill(101, 12_060, 0), 0).remarks().getFirst());
        assertEquals(
                Remark.MORE_CALLS,
                of(100, 12_000, bill(102, 12_120, 0), 0).remarks().getFirst());
        assertEquals(Level.RED, of(100, 12_000, bill(102, 12_120, 0), 0).level());
        assertEquals(
                Remark.FEWER_CALLS,
                of(100, 12_000, bill(90, 11_000, 0), 0).remarks().getFirst());
        assertEquals(List.of(Remark.NO_CALLS), of(100, 12_000, bill(0, 0, 0), 0).remarks());
        assertEquals(List.of(Remark.NOT_COUNTED), of(0, 0, bill(9, 900, 0), 0).remarks());
    }

    @Test
    void minutesAndCost_haveRoomForRounding() {
        assertEquals(
                Remark.MINUTES_AGREE,
                of(100, 12_000, bill(100, 12_300, 0), 0).remarks().get(1));
        assertEquals(
                Remark.MINUTES_NEAR,
                of(100, 12_000, bill(100, 12_900, 0), 0).remarks().get(1));
        assertEquals(
                Remark.MINUTES_DIFFER,
                of(100, 12_000, bill(100, 15_000, 0), 0).remarks().get(1));
        assertEquals(
                Remark.COST_UNKNOWN,
                of(100, 12_000, bill(100, 12_000, 9), 0).remarks().get(2));
        assertEquals(
                Remark.COST_NEAR,
                of(100, 12_000, bill(100, 12_000, 3_200_000), PRICE).remarks().get(2));
        assertEquals(
                Remark.COST_DIFFERS,
                of(100, 12_000, bill(100, 12_000, 6_000_000), PRICE).remarks().get(2));
    }

    @Test
    void oddLines_areSaid() {
        BillSums odd = new BillSums(100, 12_000, 0, 0, 0, 0, 5, 75_000, Comparison.UNREAD_LINES + 1);
        Comparison comparison = of(100, 12_000, odd, 0);
        assertEquals(Level.AMBER, comparison.level());
        assertTrue(comparison.remarks().containsAll(List.of(Remark.UNANSWERED_CHARGED, Remark.UNREAD)));
        BillSums few = new BillSums(100, 12_000, 0, 0, 0, 0, 5, 0, Comparison.UNREAD_LINES);
        assertEquals(Level.GREEN, of(100, 12_000, few, 0).level());
    }
}
