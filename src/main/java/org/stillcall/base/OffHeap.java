package org.stillcall.base;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Memory outside the Java heap that lives as long as the process, kept out of swap and core files where the host
 * permits it. Threads may share it.
 */
public final class OffHeap {
    private static final int PAGE = 4096;
    private static final int MADV_DONTDUMP = 16; // madvise(2), Linux
    /** Small pieces are cut from one area: a system keeps only so many areas of different kinds for a process. */
    private static final long AREA = 1 << 20;

    private static final AtomicBoolean ALL_LOCKED = new AtomicBoolean(true);
    private static final Cutter CUTTER = new Cutter();

    private OffHeap() {}

    /** Cuts small pieces from one area after the other. */
    private static final class Cutter {
        private MemorySegment area = MemorySegment.NULL;

        synchronized MemorySegment cut(long bytes) {
            if (area.byteSize() < bytes) {
                area = lockedArea(AREA);
            }
            MemorySegment piece = area.asSlice(0, bytes);
            area = area.asSlice(bytes);
            return piece;
        }
    }

    /** Page-aligned, zeroed memory of at least {@code bytes} bytes, never freed. */
    public static MemorySegment allocate(long bytes) {
        long rounded = (bytes + PAGE - 1) / PAGE * PAGE;
        return rounded > AREA / 4 ? lockedArea(rounded) : CUTTER.cut(rounded);
    }

    private static MemorySegment lockedArea(long rounded) {
        MemorySegment segment = Arena.global().allocate(rounded, PAGE);
        if (!(call("mlock", segment, rounded, -1) && call("madvise", segment, rounded, MADV_DONTDUMP))) {
            ALL_LOCKED.set(false);
        }
        return segment;
    }

    /** Whether every allocation so far is locked into memory and left out of core files. */
    public static boolean locked() {
        return ALL_LOCKED.get();
    }

    private static boolean call(String name, MemorySegment segment, long bytes, int advice) {
        try {
            Linker linker = Linker.nativeLinker();
            MemorySegment symbol = linker.defaultLookup().find(name).orElseThrow();
            if (advice < 0) {
                MethodHandle handle = linker.downcallHandle(
                        symbol,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
                return (int) handle.invokeExact(segment, bytes) == 0;
            }
            MethodHandle handle = linker.downcallHandle(
                    symbol,
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
            return (int) handle.invokeExact(segment, bytes, advice) == 0;
        } catch (Throwable e) { // no such function, or native access is refused: memory works, unlocked
            return false;
        }
    }
}
