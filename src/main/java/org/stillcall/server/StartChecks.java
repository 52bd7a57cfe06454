package org.stillcall.server;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.stillcall.base.Log;
import org.stillcall.base.OffHeap;
import org.stillcall.console.Warnings;

/**
 * Whether the host keeps this process's memory off the disk: core files, attached tools, dumps, swap. Each weakness is
 * one sentence with what to do. Looks anew each time it is asked.
 */
final class StartChecks implements Warnings {
    private record Flag(String name, String right, String sentence) {}

    private static final List<Flag> FLAGS = List.of(
            new Flag(
                    "DisableAttachMechanism",
                    "true",
                    "Tools may attach to this process and read its memory: start it with ./stillcall, or with"
                            + " -XX:+DisableAttachMechanism."),
            new Flag(
                    "HeapDumpOnOutOfMemoryError",
                    "false",
                    "Memory would be dumped to disk when it runs out: start with -XX:-HeapDumpOnOutOfMemoryError."),
            new Flag(
                    "ErrorFile",
                    "/dev/null",
                    "A crash would write parts of memory to a file: start with -XX:ErrorFile=/dev/null."),
            new Flag(
                    "CreateCoredumpOnCrash",
                    "false",
                    "A crash would write memory to disk: start with -XX:-CreateCoredumpOnCrash."),
            new Flag(
                    "UsePerfData",
                    "false",
                    "Figures of this process stand in /tmp for other users: start with -XX:-UsePerfData."));

    private final Path proc;
    private final String process;
    private final Function<String, String> flags;
    private final BooleanSupplier locked;

    /**
     * For tests, with a folder in place of {@code /proc}.
     *
     * @param flags the value of a flag of the Java machine, by name
     */
    StartChecks(Path proc, Function<String, String> flags, BooleanSupplier locked) {
        this(proc, "self", flags, locked);
    }

    /** @param process whose limits are looked at: its folder in {@code /proc} */
    StartChecks(Path proc, String process, Function<String, String> flags, BooleanSupplier locked) {
        this.proc = proc;
        this.process = process;
        this.flags = flags;
        this.locked = locked;
    }

    /** Of this process. */
    static StartChecks ofThisProcess() {
        return new StartChecks(Path.of("/proc"), ownFlags(), OffHeap::locked);
    }

    /** The flags that this Java machine runs with. */
    static Function<String, String> ownFlags() {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return name -> machine.getVMOption(name).getValue();
    }

    /** Logs each warning. */
    void log(Log log) {
        for (String warning : present()) {
            log.warn(warning).write();
        }
    }

    @Override
    public List<String> present() {
        return signs().stream()
                .filter(sign -> sign.mark() != Sign.Mark.OK)
                .map(Sign::sentence)
                .toList();
    }

    /** Each thing that is looked at, also what is as it should be. */
    List<Sign> signs() {
        List<Sign> signs = new ArrayList<>();
        signs.add(
                coreFilesOff()
                        ? Sign.ok("core files", "A crash writes no core file.")
                        : Sign.wrong(
                                "core files",
                                "Core files are not switched off, so a crash could write memory to disk: start with"
                                        + " ./stillcall, or after 'ulimit -c 0'."));
        List<Sign> weak = FLAGS.stream()
                .filter(flag -> !flags.apply(flag.name).equals(flag.right))
                .map(flag -> Sign.wrong("Java's flags", flag.sentence))
                .toList();
        signs.addAll(
                weak.isEmpty()
                        ? List.of(Sign.ok("Java's flags", "No tool may attach, and nothing is dumped to disk."))
                        : weak);
        signs.add(
                new Swaps(proc, proc.resolveSibling("sys")).open()
                        ? Sign.wrong(
                                "swap",
                                "Swap is on, so memory can reach the disk: switch it off ('swapoff -a') or encrypt it.")
                        : Sign.ok("swap", "Memory cannot reach a disk by swap."));
        signs.add(
                locked.getAsBoolean()
                        ? Sign.ok("locked memory", "The memory that holds numbers can be locked.")
                        : Sign.wrong(
                                "locked memory",
                                "The memory that holds numbers could not be locked: raise the limit ('ulimit -l', or"
                                        + " LimitMEMLOCK= in the service file) to 64 MB or more."));
        return signs;
    }

    private boolean coreFilesOff() {
        String title = "Max core file size";
        return lines(process + "/limits").stream()
                .filter(line -> line.startsWith(title))
                .anyMatch(line -> line.substring(title.length()).strip().startsWith("0 "));
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(proc.resolve(file));
        } catch (IOException e) { // not a Linux: nothing is known, and the caller says so where it matters
            return List.of();
        }
    }
}
