package io.grafanakeeper.frames;

/** Names the kinds of fields as far as they matter here. */
public enum FieldType {
    TIME,
    NUMBER,
    STRING,
    BOOLEAN,
    ENUM,
    /** JSON, nested frames, positions, and whatever a later Grafana adds. */
    OTHER;

    /**
     * Returns the type of a field in a schema.
     *
     * @param type its {@code type}, empty if not said
     * @param goType its {@code typeInfo.frame} such as {@code time.Time} or {@code *float64}, which decides where no type is said
     */
    static FieldType of(String type, String goType) {
        return switch (type) {
            case "time" -> TIME;
            case "number" -> NUMBER;
            case "string" -> STRING;
            case "boolean" -> BOOLEAN;
            case "enum" -> ENUM;
            case "" -> ofGo(goType.startsWith("*") ? goType.substring(1) : goType);
            default -> OTHER;
        };
    }

    private static FieldType ofGo(String goType) {
        return switch (goType.replaceAll("\\d+$", "")) {
            case "time.Time" -> TIME;
            case "int", "uint", "float" -> NUMBER;
            case "string" -> STRING;
            case "bool" -> BOOLEAN;
            case "enum" -> ENUM;
            default -> OTHER;
        };
    }
}
