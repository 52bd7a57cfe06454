package org.stillcall.vault;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.stillcall.base.Limits;
import org.stillcall.base.Randomness;

/**
 * Destroys a key in a process of its own, which ends without a word after so many steps of the update. Arguments: the
 * folder, the key, how many steps.
 */
final class CrashVictim {
    static final int HALTED = 9;

    private CrashVictim() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        KeyId going = new KeyId(arguments[1]);
        int most = Integer.parseInt(arguments[2]);
        if (most == 0) {
            Runtime.getRuntime().halt(HALTED);
        }
        int[] steps = new int[1];
        boolean[] armed = new boolean[1];
        KeyTable table = KeyTable.open(
                FileSlab.open(folder.resolve("table"), KeyTable.FILE, KeyTable.FILE_BYTES),
                FileRoot.open(folder.resolve("root")),
                Randomness.secure(),
                new KeyTable.Setting(Limits.KEY_SLOTS, Clock.systemUTC(), System::nanoTime),
                step -> {
                    if (armed[0] && ++steps[0] == most) {
                        Runtime.getRuntime().halt(HALTED);
                    }
                });
        armed[0] = true;
        table.destroy(List.of(going));
        table.close();
    }
}
