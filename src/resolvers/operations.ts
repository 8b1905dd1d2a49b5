/** How the service runs: its parts, indexes, models, backups, settings, and what an examination finds. */
import { Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { healthOfPart } from '../operations/part-health.js';
import { costOfExamination, costOfStatistics } from '../schema/cost.js';
import {
  FindingType,
  LibraryModelType,
  OperationsType,
  SearchIndexStateType,
  ServicePartType,
  SettingType,
  StoredBackupType,
} from '../schema/operations.js';
import { Restricted } from '../schema/restricted.js';
import type { SettingInForce } from '../settings-in-force.js';
import { storedBackups, type StoredBackup } from '../store/backup/scheduled-backups.js';
import { outboxLag } from '../store/queries/outbox-lag.js';
import { knownModels, lackOf } from '../store/writes/embedding-models.js';
import { registeredIndexes, type RegisteredIndex } from '../store/writes/search-indexes.js';

/** What a type of the API has, whatever made it. */
type Fields<Type> = Pick<Type, keyof Type>;

@Resolver(() => OperationsType)
export class OperationsResolver {
  @Restricted('operations.read')
  @Query(() => OperationsType, { description: 'How the service runs; of the process that answers.' })
  async operations(@Ctx() { dataSource, service }: RequestContext): Promise<Fields<OperationsType>> {
    const { waiting, oldestSeconds, deadLetters } = await outboxLag(dataSource);
    const { mode, backups } = service;
    return {
      ...{ mode, waiting, oldestSeconds, deadLetters },
      ...{ backupEveryMs: backups?.everyMs ?? null, backupsKept: backups?.keep ?? null },
    };
  }

  @FieldResolver(() => [ServicePartType], { description: 'Parts that the service needs, as `/readyz` sees them.' })
  parts(@Ctx() { service, logger }: RequestContext): Promise<Fields<ServicePartType>[]> {
    return Promise.all(
      Object.entries(service.parts).map(async ([name, part]) => {
        const { status, required, ms } = await healthOfPart(part, name, logger);
        return { name, isThere: status === 'ok', isRequired: required, ms };
      }),
    );
  }

  @FieldResolver(() => [SearchIndexStateType], { description: 'Indexes outside Postgres that are kept in step.' })
  indexes(@Ctx() { dataSource }: RequestContext): Promise<RegisteredIndex[]> {
    return registeredIndexes(dataSource);
  }

  @FieldResolver(() => [LibraryModelType], {
    description: 'Embedding models: the active one first.',
    complexity: costOfStatistics,
  })
  async models(@Ctx() { dataSource }: RequestContext): Promise<Fields<LibraryModelType>[]> {
    const models = await knownModels(dataSource);
    return Promise.all(models.map(async (model) => ({ ...model, ...(await lackOf(dataSource, model.id)) })));
  }

  @Restricted('operations.run')
  @FieldResolver(() => [StoredBackupType], { description: 'Backups that the service wrote by itself, newest first.' })
  backups(@Ctx() { service }: RequestContext): Promise<StoredBackup[]> {
    return service.backups === null ? Promise.resolve([]) : storedBackups(service.backups.folder);
  }

  @Restricted('operations.run')
  @FieldResolver(() => [SettingType], { description: 'Settings in force, by name; secrets are masked.' })
  settings(@Ctx() { service }: RequestContext): readonly SettingInForce[] {
    return service.settings;
  }

  @Restricted('operations.run')
  @FieldResolver(() => [FindingType], {
    description:
      'What `mcdewey doctor` says: compares the index with Postgres, counts, looks through files. Changes nothing.',
    complexity: costOfExamination,
  })
  findings(@Ctx() { service }: RequestContext): Promise<readonly Fields<FindingType>[]> {
    return service.examine();
  }
}
