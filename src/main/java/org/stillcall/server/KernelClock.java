package org.stillcall.server;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Whether the machine's clock is kept right by somebody: what the kernel itself says, whichever program does it. */
final class KernelClock {
    /** More than {@code struct timex} has; its first field, {@code modes}, 0: nothing is set (adjtimex(2)). */
    private static final long TIMEX_BYTES = 512;

    private static final int TIME_ERROR = 5;

    private KernelClock() {}

    /** What is known of it. */
    enum State {
        SYNCHRONISED,
        LEFT_ALONE,
        /** Not a Linux, or the system refuses to tell. */
        UNKNOWN
    }

    static State state() {
        try (Arena arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            MethodHandle adjtimex = linker.downcallHandle(
                    linker.defaultLookup().find("adjtimex").orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            MemorySegment timex = arena.allocate(TIMEX_BYTES, Long.BYTES);
            return of((int) adjtimex.invokeExact(timex));
        } catch (Throwable e) { // no such function, or native access is refused
            return State.UNKNOWN;
        }
    }

    /** What the call gave back: below 0 it failed. */
    static State of(int answer) {
        if (answer < 0) {
            return State.UNKNOWN;
        }
        return answer == TIME_ERROR ? State.LEFT_ALONE : State.SYNCHRONISED;
    }
}
