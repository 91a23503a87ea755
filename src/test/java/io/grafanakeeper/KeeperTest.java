package io.grafanakeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

class KeeperTest {
    @Test
    void wiresEveryFunctionClassOnceWithoutAnyEnvironment() {
        Keeper keeper = new Keeper(name -> null);
        assertFalse(functionClasses().isEmpty());
        for (Class<?> type : functionClasses()) {
            Object built = keeper.function(type);
            assertNotNull(built);
            assertSame(built, keeper.function(type));
        }
    }

    @Test
    void readsNoSettingBeforeAFunctionNeedsOne() {
        Set<String> asked = new ConcurrentSkipListSet<>();
        Keeper keeper = new Keeper(name -> {
            asked.add(name);
            return null;
        });
        functionClasses().forEach(keeper::function);
        assertEquals(Set.of(), asked);
    }

    @Test
    void refusesAClassThatNobodyWired() {
        Keeper keeper = new Keeper(name -> null);
        assertThrows(IllegalArgumentException.class, () -> keeper.function(String.class));
    }

    @Test
    void givesEachFunctionANameOfItsOwn() {
        Set<String> names = new TreeSet<>();
        for (Class<?> type : functionClasses()) {
            for (java.lang.reflect.Method method : type.getMethods()) {
                FunctionName name = method.getAnnotation(FunctionName.class);
                if (name != null && !names.add(name.value())) {
                    throw new AssertionError("two functions are named " + name.value());
                }
            }
        }
    }

    @Test
    void isFoundByTheWorkerAsAService() {
        List<Class<?>> found = ServiceLoader.load(FunctionInstanceInjector.class).stream()
                .<Class<?>>map(ServiceLoader.Provider::type)
                .toList();
        assertEquals(List.of(KeeperInjector.class), found);
    }

    private static List<Class<?>> functionClasses() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.grafanakeeper")
                        .stream()
                        .filter(type -> type.getMethods().stream()
                                .anyMatch(method -> method.isAnnotatedWith(FunctionName.class)))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }
}
