package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A test in Chromium against a whole server; no page may complain meanwhile. */
@Timeout(240)
abstract class ConsoleVisit {
    @TempDir
    Path data;

    ConsoleRig rig;

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data);
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }
}
