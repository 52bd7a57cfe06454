package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new folder is where it was said to be, after a power failure too (B4). */
class FoldersTest {
    @TempDir
    Path above;

    @Test
    void make_putsEachNewNameOnTheMedium_fromAboveDown() throws IOException {
        Path folder = above.resolve("one/two/three");
        List<Path> forced = new ArrayList<>();

        Folders.make(folder, forced::add);

        assertEquals(List.of(above, above.resolve("one"), above.resolve("one/two")), forced);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    void make_ofWhatIsThere_forcesNothing() throws IOException {
        List<Path> forced = new ArrayList<>();

        Folders.make(above, forced::add);

        assertEquals(List.of(), forced);
    }
}
