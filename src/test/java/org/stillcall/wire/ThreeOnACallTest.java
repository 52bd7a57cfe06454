package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P5: three real phones, each of which says a tone of its own, hear each other; and a call that is handed over. */
class ThreeOnACallTest {
    private static final String NUMBER = "+12025550163";
    private static final int ADVOCATE = 700;
    private static final int SURVIVOR = 1100;
    private static final int THIRD = 1700;

    @TempDir
    private Path folder;

    private Baresip advocate;
    private Baresip survivor;
    private Baresip interpreter;
    private Baresip colleague;
    private ServerProcess server;

    @BeforeEach
    void start() {
        Place carrier = Place.free(Place.SWITCH);
        Site site = new Site(folder)
                .oldDigestOnly()
                .programme("audit", "")
                .registered("desk", "first-password")
                .registered("other", "second-password")
                .interpreter("ines", "third-password")
                .trunk("carrier", carrier, "addresses = [\"127.0.0.200\"]");
        server = ServerProcess.start(site);
        advocate = phone("desk@" + site.sip(), "first-password", ADVOCATE);
        colleague = phone("other@" + site.sip(), "second-password", THIRD);
        interpreter = phone("ines@" + site.sip(), "third-password", THIRD);
        survivor = Baresip.start(
                folder, carrier, "<sip:" + NUMBER + "@" + Place.SWITCH + ">;regint=0;answermode=auto", SURVIVOR);
    }

    private Baresip phone(String user, String password, int hertz) {
        Baresip phone = Baresip.start(
                folder,
                Place.free(Place.PHONE),
                "<sip:" + user + ">;auth_pass=" + password + ";regint=60;answermode=auto",
                hertz);
        phone.awaitRegistered();
        return phone;
    }

    @AfterEach
    void end() {
        for (Baresip phone : new Baresip[] {advocate, survivor, interpreter, colleague}) {
            phone.close();
        }
        server.close();
    }

    private String talking() {
        String id = server.api().place("desk", NUMBER);
        server.api().await(id, "TALKING");
        return id;
    }

    @Test
    void interpreter_isHeardByBothAndHearsBoth() {
        String id = talking();
        server.api().third(id, "\"interpreter\":\"ines\"");
        server.api().awaitThird(id, "JOINED");
        interpreter.awaitHears(ADVOCATE);
        interpreter.awaitHears(SURVIVOR);
        advocate.awaitHears(THIRD);
        advocate.awaitHears(SURVIVOR);
        survivor.awaitHears(THIRD);
        survivor.awaitHears(ADVOCATE);
        assertTrue(interpreter.screen().stream().noneMatch(line -> line.contains("2025550163")));
        interpreter.order("hangup");
        server.api().awaitThird(id, "LEFT");
        survivor.awaitGrowth();
        survivor.order("hangup");
        advocate.await("CALL_CLOSED", 1);
        server.api().awaitIdle();
    }

    @Test
    void colleague_goesOnWithTheCall() {
        String id = talking();
        server.api().third(id, "\"phone\":\"other\"");
        server.api().awaitThird(id, "JOINED");
        colleague.awaitHears(ADVOCATE);
        survivor.awaitHears(THIRD);
        server.api().handOver(id);
        advocate.await("CALL_CLOSED", 1);
        assertTrue(server.api().outcome(id).equals("HANDED_OVER"));
        survivor.awaitGrowth();
        colleague.awaitGrowth();
        colleague.order("hangup");
        survivor.await("CALL_CLOSED", 1);
        server.api().awaitIdle();
    }
}
