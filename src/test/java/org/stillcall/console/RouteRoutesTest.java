package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stillcall.base.Label;
import org.stillcall.call.Routes;
import org.stillcall.plan.Identity;
import org.stillcall.trunk.Finding;
import org.stillcall.trunk.ProbeStanding;
import org.stillcall.trunk.TrunkGrade;
import org.stillcall.trunk.TrunkGrade.Remark;

/** G15, B2: what test calls saw, over the API; the news and the coordinators' alert when a way is closed. */
@Timeout(60)
class RouteRoutesTest {
    private static final Label TRUNK = new Label("carrier");

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();
    private final DeskBrowser ben = rig.guest(ada, "ADVOCATE");

    @AfterEach
    void close() {
        rig.close();
    }

    private static Routes.View view(ProbeStanding standing, boolean passed, String... saw) {
        return new Routes.View(
                TRUNK, Identity.HIDDEN, standing, LocalDate.of(2026, 12, 1), passed, List.of(saw), false);
    }

    @Test
    void coordinator_seesHowEachWayStands_andBeginsTestCalls() {
        rig.switchboard.routes.views = List.of(
                view(ProbeStanding.LEAKED, false, Finding.NUMBER_SHOWN.sentence()),
                new Routes.View(TRUNK, Identity.NUMBER, null, null, false, List.of(), false));
        DeskBrowser.Answer answer = ada.get("/api/routes");
        assertEquals(200, answer.status());
        assertEquals("HIDDEN", answer.body().at("/routes/0/mode").asText());
        assertFalse(answer.body().at("/routes/0/open").asBoolean());
        assertEquals(
                Finding.NUMBER_SHOWN.sentence(),
                answer.body().at("/routes/0/saw/0").asText());
        assertEquals("2026-12-01", answer.body().at("/routes/0/day").asText());
        assertEquals("WEAK", answer.body().at("/trunks/0/grade").asText());
        assertEquals(
                Remark.SOUND_CLEAR.sentence(),
                answer.body().at("/trunks/0/remarks/0").asText());
        assertFalse(answer.body().at("/routes/1/tested").asBoolean());
        assertTrue(answer.body().at("/routes/1/open").asBoolean());
        assertEquals(200, ada.post("/api/routes/carrier/test", "{}").status());
        assertEquals(404, ada.post("/api/routes/nobody/test", "{}").status());
        assertEquals(List.of(TRUNK), rig.switchboard.routes.asked);
        assertEquals(403, ben.get("/api/routes").status());
        assertEquals(403, ben.post("/api/routes/carrier/test", "{}").status());
    }

    @Test
    void wayThatIsClosed_isNewsForItsPages_andAnAlertForCoordinators() {
        try (DeskNews news = new DeskNews(ada)) {
            rig.switchboard.routes.views = List.of(view(ProbeStanding.PASSED, true));
            untilRoutes(news);
            assertEquals(0, ada.get("/api/alerts").body().size());
            rig.switchboard.routes.views = List.of(view(ProbeStanding.LEAKED, false));
            assertTrue(untilRoutes(news).contains("alerts"));
            assertEquals(
                    "LINE_LEAKED", ada.get("/api/alerts").body().at("/0/kind").asText());
            rig.switchboard.routes.views = List.of(view(ProbeStanding.OVERDUE, true));
            assertTrue(untilRoutes(news).contains("alerts"));
            assertEquals(
                    "LINE_OVERDUE", ada.get("/api/alerts").body().at("/0/kind").asText());
            assertEquals(0, ben.get("/api/alerts").body().size());
        }
    }

    /** What a page hears up to the next news of the ways. */
    private static List<String> untilRoutes(DeskNews news) {
        List<String> heard = new ArrayList<>();
        for (String next = news.next(); next != null && !next.equals("routes"); next = news.next()) {
            heard.add(next);
        }
        return heard;
    }

    /** Routes that a test moves by hand. */
    static final class FakeRoutes implements Routes {
        volatile List<View> views = List.of();
        final List<Label> asked = new CopyOnWriteArrayList<>();

        @Override
        public List<View> views() {
            return views;
        }

        @Override
        public List<Graded> grades(LocalDate today) {
            return List.of(new Graded(TRUNK, new TrunkGrade(List.of(Remark.SOUND_CLEAR, Remark.NOT_ASKED))));
        }

        @Override
        public boolean testNow(Label trunk) {
            return trunk.equals(TRUNK) && asked.add(trunk);
        }
    }
}
