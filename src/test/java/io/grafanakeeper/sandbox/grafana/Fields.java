package io.grafanakeeper.sandbox.grafana;

import java.util.Collection;

/** Writes a JSON object member by member, in the order in which Grafana writes a struct. */
final class Fields {
    private final StringBuilder out = new StringBuilder("{");

    Fields add(String name, String text) {
        return raw(name, Json.quote(text));
    }

    Fields add(String name, long number) {
        return raw(name, Long.toString(number));
    }

    Fields add(String name, boolean flag) {
        return raw(name, flag ? "true" : "false");
    }

    Fields add(String name, Fields object) {
        return raw(name, object.toString());
    }

    /** Adds a member whose value is JSON already. */
    Fields raw(String name, String json) {
        if (out.length() > 1) {
            out.append(',');
        }
        Json.quote(name, out);
        out.append(':').append(json);
        return this;
    }

    Fields addIf(boolean wanted, String name, String text) {
        return wanted ? add(name, text) : this;
    }

    Fields addIf(boolean wanted, String name, boolean flag) {
        return wanted ? add(name, flag) : this;
    }

    Fields addIf(boolean wanted, String name, long number) {
        return wanted ? add(name, number) : this;
    }

    static String array(Collection<?> elements) {
        StringBuilder array = new StringBuilder("[");
        for (Object element : elements) {
            if (array.length() > 1) {
                array.append(',');
            }
            array.append(element);
        }
        return array.append(']').toString();
    }

    static String strings(Collection<String> texts) {
        return array(texts.stream().map(Json::quote).toList());
    }

    @Override
    public String toString() {
        return out + "}";
    }
}
