package org.stillcall.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stillcall.leak.Traces;

/** The processes in which a Chromium shows its pages, and what stands in their memory. */
final class Renderers {
    private Renderers() {}

    /** What of these traces the pages of the browser with that profile hold. */
    static List<String> holding(Traces traces, Path profile) {
        List<String> found = new ArrayList<>();
        for (long pid : of(profile)) {
            try {
                found.addAll(traces.in(pid));
            } catch (IOException e) { // it has ended meanwhile, or holds next to nothing
                continue;
            }
        }
        return found;
    }

    private static List<Long> of(Path profile) {
        return ProcessHandle.current()
                .descendants()
                .filter(one -> command(one.pid()).contains("--user-data-dir=" + profile))
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .distinct()
                .filter(pid -> command(pid).contains("--type=renderer"))
                .toList();
    }

    private static String command(long pid) {
        try {
            return Files.readString(Path.of("/proc", "" + pid, "cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}
