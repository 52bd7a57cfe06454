package org.stillcall.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that run once on SQLite and once on PostgreSQL, each on a fresh site with one centre. */
@ParameterizedClass
@EnumSource(Engine.class)
abstract class OnBothEngines {
    @Parameter
    Engine engine;

    @TempDir
    Path folder;

    Site site;

    @BeforeEach
    final void openSite() {
        site = new Site(engine, folder);
    }

    @AfterEach
    final void closeSite() {
        site.close();
    }
}
