package org.stillcall.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * G29, P3: the server killed while a caller waits. Whoever was on duty is on again as long as they said, and nobody
 * rings who is off, on a break, or never came on.
 */
@Tag("leak")
@Timeout(200)
class DutyKillTest {
    private static final String FAR = "127.9.7.1";
    private static final String PUBLISHED = "+16175558000";
    private static final String FROM = "sip:+12025550135@carrier.example";
    private static final String DAILY = """
            {"programme":"audit","tier":"FIRST","first":"2020-01-01","last":null,"days":["MONDAY","TUESDAY",
            "WEDNESDAY","THURSDAY","FRIDAY","SATURDAY","SUNDAY"],"weeksApart":1,"from":"06:00","until":"06:00",
            "person":"%s"}""";
    private static final String REACH =
            "{\"languages\":[\"en\"],\"voice\":\"NOT_SAID\",\"phones\":[\"%s\"],\"direct\":null}";

    @TempDir
    private Path folder;

    private final RawTrunk trunk = new RawTrunk(FAR, 0, Speech.plain());
    private final Site site =
            new Site().trunk("far", FAR, trunk.port(), "").helpline(PUBLISHED, "messages = false\nring_for = \"5m\"");
    private final List<Integer> ports = new ArrayList<>();
    private final List<Desk> people = new ArrayList<>();
    private final List<RawPhone> phones = new ArrayList<>();

    DutyKillTest() {
        for (int i = 0; i < 5; i++) {
            ports.add(Party.freePort(address(i)));
            site.phone("desk" + i, address(i), ports.get(i));
        }
    }

    private static String address(int person) {
        return "127.7.7." + (person + 1);
    }

    @AfterEach
    void close() {
        people.forEach(Desk::close);
        phones.forEach(RawPhone::close);
        trunk.close();
    }

    private void turn(int person, String position, String more) {
        people.get(person)
                .put("/api/duty", "{\"position\":\"" + position + "\"" + more + "}")
                .is(200);
    }

    private List<String> states() {
        return people.stream()
                .map(one -> one.get("/api/duty").is(200).text("state"))
                .toList();
    }

    private void assertRung(boolean... expected) throws Exception {
        List<Boolean> rung = new ArrayList<>();
        for (int i = 0; i < expected.length; i++) {
            RawPhone phone = phones.get(i);
            boolean seen = expected[i] ? Wait.until(Duration.ofSeconds(10), phone::rung) : phone.rung();
            rung.add(seen);
        }
        List<Boolean> wanted = new ArrayList<>();
        for (boolean one : expected) {
            wanted.add(one);
        }
        assertEquals(wanted, rung);
    }

    @Test
    void kill_whileACallerWaits_changesNobodysDuty() throws Exception {
        String until = Instant.now()
                .plus(1, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        RawPhone caller;
        try (Server server = Server.start(folder, site, "")) {
            Desk coordinator = Desk.settingUp(server);
            people.add(coordinator);
            for (int i = 1; i < 5; i++) {
                people.add(coordinator.colleague(server));
            }
            for (int i = 0; i < 5; i++) {
                phones.add(new RawPhone(address(i), ports.get(i), server.sip(), Speech.plain()));
                coordinator
                        .put("/api/people/" + people.get(i).person() + "/reach", REACH.formatted("desk" + i))
                        .is(200);
            }
            for (int i : new int[] {0, 2, 3}) {
                coordinator
                        .post("/api/shifts", DAILY.formatted(people.get(i).person()))
                        .is(201);
            }
            turn(1, "ON", ",\"until\":\"" + until + "\"");
            turn(2, "OFF", "");
            turn(3, "BREAK", "");
            assertEquals(List.of("ON", "ON", "OFF", "BREAK", "NONE"), states());
            caller = new RawPhone(FAR, 0, server.sip(), Speech.plain());
            phones.add(caller);
            assertEquals(200, caller.answer(caller.inviteFor(FROM, PUBLISHED)));
            assertRung(true, true, false, false, false);
            server.kill();
        }
        phones.forEach(RawPhone::drain);
        try (Server again = Server.start(folder, site, "")) {
            people.forEach(one -> one.at(again));
            people.forEach(Desk::signIn);
            assertEquals(List.of("ON", "ON", "OFF", "BREAK", "NONE"), states());
            assertEquals(until, people.get(1).get("/api/duty").text("until"), "as long as they said");
            Wait.pass(Duration.ofSeconds(2));
            for (RawPhone phone : phones) {
                assertFalse(phone.rung(), "nobody is rung for whoever waited before");
            }
            RawPhone.Dialog call = caller.inviteFor(FROM, PUBLISHED);
            assertEquals(200, caller.answer(call));
            assertRung(true, true, false, false, false);
            Wait.pass(Duration.ofSeconds(2));
            assertRung(false, false, false, false, false);
            turn(2, "ON", "");
            assertRung(false, false, true, false, false);
            assertEquals(200, caller.bye(call));
            assertTrue(again.idle(Duration.ofSeconds(10)), again::metricsText);
        }
    }
}
