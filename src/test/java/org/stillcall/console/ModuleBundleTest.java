package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** P13: a hundred modules are one request. What a bundle does not know how to join is refused, never left out. */
class ModuleBundleTest {
    private static String bundle(Map<String, String> modules) {
        return ModuleBundle.of(path -> Objects.requireNonNull(modules.get(path)), "a/one.js");
    }

    @Test
    void imports_becomeWhatAnotherModuleGave_inTheOrderOfNeed() {
        String text = bundle(Map.of(
                "a/one.js",
                "// first\nimport {x, y as z} from './two.js';\nimport * as all from '../b/three.js';\nz(x, all);\n",
                "a/two.js",
                "import {deep} from '../b/three.js';\nexport const x = deep;\nexport async function y() {}\n",
                "b/three.js",
                "/** What\n * it is. */\nfunction own() {}\nexport {own as deep};\nexport class Kind {}\n"));
        assertEquals("""
                const b_three_js = (() => {
                function own() {}

                class Kind {}
                return {Kind, deep: own};
                })();
                const a_two_js = (() => {
                const {deep} = b_three_js;
                const x = deep;
                async function y() {}
                return {x, y};
                })();
                const a_one_js = (() => {
                const {x, y: z} = a_two_js;
                const all = b_three_js;
                z(x, all);
                return {};
                })();
                export {b_three_js, a_two_js, a_one_js, };
                """, text);
    }

    @Test
    void lateImports_areFoundFromAnywhere() {
        assertTrue(bundle(Map.of("a/one.js", "const m = () => import('../vendor/x.js');\n"))
                .contains("import('/vendor/x.js')"));
    }

    @Test
    void secondBundle_standsOnTheFirst() {
        Map<String, String> modules = Map.of(
                "one.js", "import {x} from './two.js';\nx();\n",
                "two.js", "export const x = () => {};\n",
                "three.js", "import {x} from './two.js';\nexport const views = x;\n");
        String text = ModuleBundle.above(path -> Objects.requireNonNull(modules.get(path)), "one.js", "three.js");
        assertEquals("""
                import {two_js, one_js, } from '/one.js';
                const three_js = (() => {
                const {x} = two_js;
                const views = x;
                return {views};
                })();
                export {three_js, };
                export const {views} = three_js;
                """, text);
    }

    @Test
    void whatABundleCannotJoin_isRefused() {
        for (String odd : new String[] {
            "export default 3;\n",
            "export let changes = 1;\n",
            "import three from './two.js';\n",
            "import './two.js';\n",
            "export {x} from './two.js';\n",
            "import {x} from '/two.js';\n"
        }) {
            Map<String, String> modules = Map.of("a/one.js", odd, "a/two.js", "export const x = 1;\n");
            assertThrows(IllegalStateException.class, () -> bundle(modules), odd);
        }
    }

    @Test
    void modulesThatNeedEachOther_areRefused() {
        assertThrows(
                IllegalStateException.class,
                () -> bundle(Map.of(
                        "a/one.js", "import {x} from './two.js';\nexport const y = x;\n",
                        "a/two.js", "import {y} from './one.js';\nexport const x = y;\n")));
    }

    /** Each page's bundles as the program has them: nothing but our modules, nothing twice, no comment. */
    @Test
    void pages_areBundled() {
        WebPack pack = new WebPack();
        for (String path : new String[] {"desk/app.js", "desk/views.js", "desk/office.js", "practice.js"}) {
            WebPack.Packed file = Objects.requireNonNull(pack.file(path, true));
            String text = new String(file.plain(), StandardCharsets.UTF_8);
            assertFalse(text.contains("\n// "), path);
            assertFalse(text.contains("from './"), path);
            assertTrue(file.gzip().length * 2 < file.plain().length, path);
        }
        String shell = new String(
                Objects.requireNonNull(pack.file("desk/app.js", true)).plain(), StandardCharsets.UTF_8);
        String views = new String(
                Objects.requireNonNull(pack.file("desk/views.js", true)).plain(), StandardCharsets.UTF_8);
        assertTrue(shell.contains("const desk_dom_js = "));
        assertFalse(views.contains("const desk_dom_js = "));
    }
}
