package io.grafanakeeper.sandbox.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the classes that hold functions in a folder of classes or a jar. */
final class Discovery {
    /** Class files name their annotations in clear text, so that only classes with functions need to be loaded. */
    private static final String MARK = "Lcom/microsoft/azure/functions/annotation/FunctionName;";

    private Discovery() {}

    /** Returns the folder or jar a class came from. */
    static Path codeSource(Class<?> anchor) {
        CodeSource source = anchor.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new HostStartException(anchor.getName() + " tells no folder or jar it came from");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new HostStartException("no path: " + source.getLocation(), e);
        }
    }

    /** Loads every class with a function, without initialising it: its static state must not run before its first call. */
    static List<Class<?>> classes(List<Path> sources, ClassLoader loader) {
        List<Class<?>> classes = new ArrayList<>();
        for (Path source : sources) {
            for (String name : names(source)) {
                classes.add(load(name, loader));
            }
        }
        return classes;
    }

    private static List<String> names(Path source) {
        try {
            if (Files.isDirectory(source)) {
                return namesBelow(source);
            }
            try (FileSystem jar = FileSystems.newFileSystem(source)) {
                return namesBelow(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new HostStartException("cannot look for functions in " + source, e);
        }
    }

    private static List<String> namesBelow(Path root) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (path.endsWith(".class") && !path.startsWith("META-INF/") && holdsFunction(file)) {
                    names.add(
                            path.substring(0, path.length() - ".class".length()).replace('/', '.'));
                }
            }
        }
        return names;
    }

    private static boolean holdsFunction(Path file) throws IOException {
        return new String(Files.readAllBytes(file), ISO_8859_1).contains(MARK);
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new HostStartException("the class " + name + " holds a function and cannot be loaded", e);
        }
    }
}
