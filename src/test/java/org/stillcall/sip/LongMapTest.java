package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The table against the platform's own, over many random steps. */
final class LongMapTest {
    @Test
    void randomSteps_agreeWithHashMap() {
        Random random = new Random(5);
        LongMap<Object> map = new LongMap<>();
        Map<Long, Object> known = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            long key = random.nextInt(500);
            if (random.nextBoolean()) {
                Object value = new Object();
                map.put(key, value);
                known.put(key, value);
            } else if (known.containsKey(key)) {
                map.remove(key, known.remove(key));
            } else {
                map.remove(key, new Object());
            }
            long asked = random.nextInt(500);
            assertEquals(known.get(asked), map.get(asked));
            assertEquals(known.size(), map.size());
        }
        assertEquals(known.size(), map.values().size());
    }

    @Test
    void remove_ofAnotherObject_changesNothing() {
        LongMap<String> map = new LongMap<>();
        map.put(1, "one");
        map.remove(1, "two");
        assertEquals("one", map.get(1));
        map.remove(1, "one");
        assertNull(map.get(1));
    }
}
