package org.stillcall.sip;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table from 64-bit keys, which are random or keyed hashes, to objects: open addressing, linear probing. */
final class LongMap<V> {
    private long[] keys = new long[64];
    private @Nullable Object[] values = new Object[64];
    private int size;

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // only put writes
    @Nullable
    V get(long key) {
        for (int i = slot(key); values[i] != null; i = next(i)) {
            if (keys[i] == key) {
                return (V) values[i];
            }
        }
        return null;
    }

    /** Sets the key's value, whatever it was. */
    void put(long key, V value) {
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        int i = slot(key);
        while (values[i] != null && keys[i] != key) {
            i = next(i);
        }
        if (values[i] == null) {
            size++;
        }
        keys[i] = key;
        values[i] = value;
    }

    /** Removes the key if its value is this very object. */
    void remove(long key, V value) {
        int i = slot(key);
        while (values[i] != null && keys[i] != key) {
            i = next(i);
        }
        if (values[i] != value) {
            return;
        }
        size--;
        int hole = i;
        for (int j = next(i); values[j] != null; j = next(j)) {
            int home = slot(keys[j]);
            boolean stays = hole <= j ? hole < home && home <= j : hole < home || home <= j;
            if (!stays) {
                keys[hole] = keys[j];
                values[hole] = values[j];
                hole = j;
            }
        }
        values[hole] = null;
    }

    /** All values now, as a copy. */
    @SuppressWarnings("unchecked")
    List<V> values() {
        List<V> all = new ArrayList<>(size);
        for (Object value : values) {
            if (value != null) {
                all.add((V) value);
            }
        }
        return all;
    }

    private int slot(long key) {
        return (int) (key * 0x9e3779b97f4a7c15L >>> 32) & (keys.length - 1);
    }

    private int next(int i) {
        return (i + 1) & (keys.length - 1);
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new Object[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int to = slot(oldKeys[i]);
                while (values[to] != null) {
                    to = next(to);
                }
                keys[to] = oldKeys[i];
                values[to] = oldValues[i];
            }
        }
    }
}
