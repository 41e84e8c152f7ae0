/**
 * What an adapter is meant for. A {@link BaseModel} has components, and each component is a {@link ModuleDictionary}: names and shapes in
 * the model's order, no weights. Architectures are read from JSON files in which the blocks of a model are one entry. Which base models
 * there are is the business of {@code basemodel.catalog}, what other programs call the modules that of {@code basemodel.naming}. Nothing
 * here knows adapters. Start with {@link BaseModel}.
 */
@NullMarked
package dev.patchbay.basemodel;

import org.jspecify.annotations.NullMarked;
