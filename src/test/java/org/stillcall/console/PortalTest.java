package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.console.Portal.Known;
import org.stillcall.console.Portal.Paper;
import org.stillcall.console.Portal.Settings;
import org.stillcall.console.Portal.Signed;
import org.stillcall.console.Portal.Urgency;
import org.stillcall.store.PersonId;

/** G20: when a portal is to be looked at, whose access stays open, which months are kept; and its text is whole. */
class PortalTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
    private static final PersonId ANA = new PersonId(DeskBrowser.newId());
    private static final PersonId BEN = new PersonId(DeskBrowser.newId());
    private static final Set<PersonId> STAFF = Set.of(ANA, BEN);
    private static final Signed SIGNED = new Signed(ANA, TODAY);
    private static final Portal PORTAL =
            new Portal(new Label("carrier"), STAFF, new Settings(Known.YES, Known.UNKNOWN), 90, TODAY, List.of(), null);

    @Test
    void urgency_growsWithTheDays_andIsHighestForWhoLeft() {
        assertEquals(Urgency.NONE, PORTAL.urgency(TODAY, TODAY, STAFF));
        assertEquals(Urgency.DUE, PORTAL.urgency(TODAY.minusDays(1), TODAY, STAFF));
        assertEquals(Urgency.DUE, PORTAL.urgency(TODAY.minusDays(14), TODAY, STAFF));
        assertEquals(Urgency.LONG_DUE, PORTAL.urgency(TODAY.minusDays(15), TODAY, STAFF));
        Portal never = new Portal(null, STAFF, PORTAL.settings(), 90, null, List.of(), null);
        assertEquals(Urgency.DUE, never.urgency(TODAY, TODAY, STAFF), "nobody looked at it yet");
        assertEquals(Urgency.LEFT, PORTAL.urgency(TODAY.plusDays(90), TODAY, Set.of(ANA)));
        assertEquals(Urgency.LEFT, PORTAL.urgency(TODAY.minusDays(15), TODAY, Set.of(ANA)));
    }

    @Test
    void whoLeft_staysThroughAnyChange_untilTheirAccessIsClosed() {
        Portal without = new Portal(
                null,
                Set.of(ANA),
                new Settings(Known.NO, Known.YES),
                30,
                TODAY,
                List.of(new Paper(month(1), SIGNED)),
                null);
        Portal changed = PORTAL.settled(without, Set.of(ANA));
        assertEquals(STAFF, changed.people());
        assertEquals(PORTAL.trunk(), changed.trunk());
        assertEquals(List.of(), changed.papers());
        assertEquals(without.settings(), changed.settings());
        assertEquals(Set.of(BEN), changed.left(Set.of(ANA)));
        Portal closed = changed.closed(BEN, SIGNED);
        assertEquals(Set.of(ANA), closed.people());
        assertEquals(SIGNED, closed.closed());
        assertEquals(Set.of(ANA), PORTAL.settled(without, STAFF).people(), "who is on the staff is simply taken out");
    }

    private static YearMonth month(int ago) {
        return YearMonth.from(TODAY).minusMonths(ago);
    }

    @Test
    void papers_areKeptByMonth_andTheOldestGo() {
        Portal portal = PORTAL;
        for (int ago = Portal.MONTHS - 1; ago >= 0; ago--) {
            portal = portal.shredded(new Paper(month(ago), SIGNED));
        }
        portal = portal.shredded(new Paper(month(1), new Signed(BEN, TODAY)));
        assertEquals(Portal.MONTHS, portal.papers().size());
        assertEquals(BEN, portal.papers().get(Portal.MONTHS - 2).signed().by());
        LocalDate later = TODAY.plusMonths(2);
        Portal next = portal.shredded(new Paper(YearMonth.from(later), new Signed(ANA, later)));
        assertEquals(Portal.MONTHS - 1, next.papers().size());
        assertEquals(month(Portal.MONTHS - 3), next.papers().getFirst().month());
        assertTrue(Portal.isOld(month(Portal.MONTHS), TODAY));
    }

    /** As long as it can be, and as short. */
    @Test
    void text_isReadAsItWasWritten_andNothingElseIs() {
        Set<PersonId> people = new HashSet<>();
        while (people.size() < Portal.MOST_PEOPLE) {
            people.add(new PersonId(DeskBrowser.newId()));
        }
        Portal most = new Portal(
                new Label("a".repeat(40)), people, PORTAL.settings(), Portal.MOST_DAYS, TODAY, List.of(), SIGNED);
        for (int ago = Portal.MONTHS - 1; ago >= 0; ago--) {
            most = most.shredded(new Paper(month(ago), SIGNED));
        }
        Portal least = new Portal(null, Set.of(), PORTAL.settings(), 1, null, List.of(), null);
        for (Portal portal : List.of(most, least, PORTAL)) {
            byte[] text = PortalText.of(portal);
            assertTrue(text.length < 8_000, "" + text.length);
            assertEquals(Optional.of(portal), PortalText.parse(text));
            String broken = new String(text, StandardCharsets.UTF_8);
            for (String wrong : List.of(
                    "",
                    "{}",
                    broken.substring(1),
                    broken.replace("\"every\":", "\"ever\":"),
                    broken.replace("\"people\":[", "\"people\":[\"x\","),
                    broken.replace("\"papers\":[", "\"papers\":[{\"month\":\"2026-13\",\"by\":\"x\"},"),
                    broken.replace("YES", "PERHAPS"))) {
                assertEquals(Optional.empty(), PortalText.parse(wrong.getBytes(StandardCharsets.UTF_8)), wrong);
            }
        }
    }
}
