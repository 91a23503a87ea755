@NullMarked
package io.grafanakeeper.tokens;

import org.jspecify.annotations.NullMarked;
