package org.stillcall.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How the machine is: what it may do with memory, how many files may be open, its clock, its Java. Of the running
 * server where there is one, else of this process, which is started as a server is.
 *
 * @param proc {@code /proc}, beside which stands {@code sys}
 * @param flags of this process's Java machine, by name
 */
record MachineSigns(
        Path proc, Optional<RunningServer> server, Function<String, String> flags, Supplier<KernelClock.State> clock) {
    private static final long LOCKED_BYTES = 64L << 20;
    /** Sockets of two hundred calls, and what else is open. */
    private static final long FILES = 4_096;

    private static final int JAVA = 25;

    List<Sign> signs() {
        List<Sign> signs = new ArrayList<>(startChecks().signs());
        server.filter(RunningServer::isSwapped)
                .ifPresent(it -> signs.add(Sign.wrong(
                        "swap",
                        "Some of the server's memory stands in swap at this moment: 'swapoff -a', then restart the"
                                + " server.")));
        signs.add(corePattern());
        signs.add(tracing());
        signs.add(hugePages());
        signs.add(files());
        signs.add(time());
        signs.add(java());
        return signs;
    }

    private StartChecks startChecks() {
        String process = server.map(RunningServer::process).orElse("self");
        return new StartChecks(proc, process, server.map(RunningServer::flags).orElse(flags), this::mayLock);
    }

    /** By the limit, or because it has locked more than its limit, as a privileged process may. */
    private boolean mayLock() {
        long limit = limit("Max locked memory");
        return limit >= LOCKED_BYTES
                || server.filter(it -> it.lockedBytes() > limit).isPresent();
    }

    /** A pipe is called whatever the limit of core files is (core(5)); systemd's keeps to the limit by itself. */
    private Sign corePattern() {
        String pattern = text("sys/kernel/core_pattern");
        if (pattern.isEmpty()) {
            return Sign.look("crash collector", "This system does not tell where crashes are written.");
        }
        if (!pattern.startsWith("|") || pattern.contains("systemd-coredump")) {
            return Sign.ok("crash collector", "None that is given memory in spite of the limit.");
        }
        return Sign.look(
                "crash collector",
                "A program of this machine is given the memory of whatever crashes: switch it off, or set"
                        + " 'kernel.core_pattern=core' in /etc/sysctl.d.");
    }

    private Sign tracing() {
        String scope = text("sys/kernel/yama/ptrace_scope");
        return scope.isEmpty() || scope.equals("0")
                ? Sign.look(
                        "tracing",
                        "Any program of the server's user may read its memory: set 'kernel.yama.ptrace_scope=1' (or"
                                + " more) in /etc/sysctl.d, and let nothing else run as that user.")
                : Sign.ok("tracing", "Other programs of the same user may not read the server's memory.");
    }

    private Sign hugePages() {
        return read(proc.resolveSibling("sys").resolve("kernel/mm/transparent_hugepage/enabled"))
                        .contains("[always]")
                ? Sign.look(
                        "huge pages",
                        "The kernel gathers memory into huge pages unasked, which may make sound stutter: write"
                                + " 'madvise' into /sys/kernel/mm/transparent_hugepage/enabled at boot.")
                : Sign.ok("huge pages", "Only for those who ask for them.");
    }

    private Sign files() {
        return limit("Max open files") >= FILES
                ? Sign.ok("open files", "Enough for many calls at once.")
                : Sign.look(
                        "open files",
                        "Few files and sockets may be open at once, so calls could fail when many are made: raise the"
                                + " limit ('ulimit -n', or LimitNOFILE= in the service file) to " + FILES
                                + " or more.");
    }

    private Sign time() {
        return switch (clock.get()) {
            case SYNCHRONISED -> Sign.ok("clock", "It is kept right.");
            case LEFT_ALONE ->
                Sign.wrong(
                        "clock",
                        "Nobody keeps it right, and safe times to call depend on it: switch on systemd-timesyncd or"
                                + " chrony, and look again after a few minutes.");
            case UNKNOWN ->
                Sign.look("clock", "This system does not tell whether anybody keeps it right: see to it by hand.");
        };
    }

    private static Sign java() {
        return Runtime.version().feature() == JAVA
                ? Sign.ok("Java", "The version that this was built and tested for.")
                : Sign.wrong("Java", "This was built and tested for Java " + JAVA + ": install that one.");
    }

    /** The first figure of a line of limits (proc(5)); the largest there is for an unlimited one; 0 for unknown. */
    private long limit(String title) {
        String process = server.map(RunningServer::process).orElse("self");
        return text(process + "/limits")
                .lines()
                .filter(line -> line.startsWith(title))
                .map(line -> line.substring(title.length()).strip().split("\\s+", -1)[0])
                .mapToLong(word -> word.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(word))
                .findFirst()
                .orElse(0);
    }

    private String text(String file) {
        return read(proc.resolve(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
