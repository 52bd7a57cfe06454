package org.stillcall.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Sets when a file was changed without opening it. The JDK opens it for that, and when a process closes a file, all its
 * advisory locks on that file end (fcntl(2)): a database would believe itself unused.
 */
public final class FileTimes {
    private static final int AT_FDCWD = -100; // utimensat(2), Linux
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final long UTIME_OMIT = (1L << 30) - 2;

    private FileTimes() {}

    /** To the second; false when the system refuses, or has no such call. */
    public static boolean setChanged(Path file, Instant changed) {
        try (Arena arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            MethodHandle utimensat = linker.downcallHandle(
                    linker.defaultLookup().find("utimensat").orElseThrow(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT));
            MemorySegment name = arena.allocateFrom(file.toString(), UTF_8);
            // Two of struct timespec: when it was read, which stays, and when it was changed.
            MemorySegment times = arena.allocateFrom(ValueLayout.JAVA_LONG, 0, UTIME_OMIT, changed.getEpochSecond(), 0);
            return (int) utimensat.invokeExact(AT_FDCWD, name, times, AT_SYMLINK_NOFOLLOW) == 0;
        } catch (Throwable e) { // no such function, or native access is refused
            return false;
        }
    }
}
