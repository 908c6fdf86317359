package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The repositories that there are, by scope and name. */
final class RepositoryTable {
    private final Table<StoredRepository> repositories;

    RepositoryTable(Store store) {
        repositories = store.table("codecommit.repositories", StoredRepository.class);
    }

    Optional<StoredRepository> find(Scope scope, String name) {
        return repositories.get(new Key(scope, name));
    }

    /**
     * The repository of that name.
     *
     * @throws software.amazon.awssdk.services.codecommit.model.RepositoryDoesNotExistException where there is none
     */
    StoredRepository get(Scope scope, String name) {
        RepositoryNames.check(name);
        return find(scope, name).orElseThrow(() -> CodeCommitFaults.noRepository(name));
    }

    /** Keeps a new repository, and tells whether the name was free. */
    boolean add(Scope scope, StoredRepository repository) {
        return repositories.putIfAbsent(new Key(scope, repository.name()), repository);
    }

    StoredRepository change(Scope scope, String name, UnaryOperator<StoredRepository> change) {
        return repositories.update(new Key(scope, name), change).orElseThrow(() -> CodeCommitFaults.noRepository(name));
    }

    Optional<StoredRepository> remove(Scope scope, String name) {
        return repositories.remove(new Key(scope, name));
    }

    /** By name. */
    List<StoredRepository> list(Scope scope) {
        return repositories.list(scope);
    }

    /** The regions in which the account has a repository of that name. */
    List<String> regionsOf(String account, String name) {
        return repositories.all().keySet().stream()
                .filter(key ->
                        key.scope().account().equals(account) && key.name().equals(name))
                .map(key -> key.scope().region())
                .toList();
    }
}
