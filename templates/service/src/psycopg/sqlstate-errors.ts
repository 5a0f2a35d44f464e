/**
 * The exceptions of `psycopg2.errors`, each for one SQLSTATE, and what a SQLSTATE without one is.
 * Source: psycopg2.errors and psycopg/pqpath.c (exception_from_sqlstate).
 */
import {
  type PsycopgError,
  DataError,
  DatabaseError,
  IntegrityError,
  InternalError,
  NotSupportedError,
  OperationalError,
  ProgrammingError,
  QueryCanceledError,
  TransactionRollbackError,
} from './errors.js';

type ErrorClass = typeof PsycopgError;

const classes = new Map<string, ErrorClass>();

function define(pythonClass: string, sqlstate: string, base: ErrorClass): ErrorClass {
  const type = class extends base {
    static override readonly pythonClass: string = pythonClass;
  };
  classes.set(sqlstate, type);
  return type;
}

export const NoData = define('NoData', '02000', DatabaseError);
export const NoAdditionalDynamicResultSetsReturned = define(
  'NoAdditionalDynamicResultSetsReturned',
  '02001',
  DatabaseError,
);
export const SqlStatementNotYetComplete = define(
  'SqlStatementNotYetComplete',
  '03000',
  DatabaseError,
);
export const ConnectionException = define('ConnectionException', '08000', OperationalError);
export const SqlclientUnableToEstablishSqlconnection = define(
  'SqlclientUnableToEstablishSqlconnection',
  '08001',
  OperationalError,
);
export const ConnectionDoesNotExist = define('ConnectionDoesNotExist', '08003', OperationalError);
export const SqlserverRejectedEstablishmentOfSqlconnection = define(
  'SqlserverRejectedEstablishmentOfSqlconnection',
  '08004',
  OperationalError,
);
export const ConnectionFailure = define('ConnectionFailure', '08006', OperationalError);
export const TransactionResolutionUnknown = define(
  'TransactionResolutionUnknown',
  '08007',
  OperationalError,
);
export const ProtocolViolation = define('ProtocolViolation', '08P01', OperationalError);
export const TriggeredActionException = define('TriggeredActionException', '09000', DatabaseError);
export const FeatureNotSupported = define('FeatureNotSupported', '0A000', NotSupportedError);
export const InvalidTransactionInitiation = define(
  'InvalidTransactionInitiation',
  '0B000',
  DatabaseError,
);
export const LocatorException = define('LocatorException', '0F000', DatabaseError);
export const InvalidLocatorSpecification = define(
  'InvalidLocatorSpecification',
  '0F001',
  DatabaseError,
);
export const InvalidGrantor = define('InvalidGrantor', '0L000', DatabaseError);
export const InvalidGrantOperation = define('InvalidGrantOperation', '0LP01', DatabaseError);
export const InvalidRoleSpecification = define('InvalidRoleSpecification', '0P000', DatabaseError);
export const DiagnosticsException = define('DiagnosticsException', '0Z000', DatabaseError);
export const StackedDiagnosticsAccessedWithoutActiveHandler = define(
  'StackedDiagnosticsAccessedWithoutActiveHandler',
  '0Z002',
  DatabaseError,
);
export const CaseNotFound = define('CaseNotFound', '20000', ProgrammingError);
export const CardinalityViolation = define('CardinalityViolation', '21000', ProgrammingError);
export const DataException = define('DataException', '22000', DataError);
export const StringDataRightTruncation = define('StringDataRightTruncation', '22001', DataError);
export const NullValueNoIndicatorParameter = define(
  'NullValueNoIndicatorParameter',
  '22002',
  DataError,
);
export const NumericValueOutOfRange = define('NumericValueOutOfRange', '22003', DataError);
export const NullValueNotAllowed = define('NullValueNotAllowed', '22004', DataError);
export const ErrorInAssignment = define('ErrorInAssignment', '22005', DataError);
export const InvalidDatetimeFormat = define('InvalidDatetimeFormat', '22007', DataError);
export const DatetimeFieldOverflow = define('DatetimeFieldOverflow', '22008', DataError);
export const InvalidTimeZoneDisplacementValue = define(
  'InvalidTimeZoneDisplacementValue',
  '22009',
  DataError,
);
export const EscapeCharacterConflict = define('EscapeCharacterConflict', '2200B', DataError);
export const InvalidUseOfEscapeCharacter = define(
  'InvalidUseOfEscapeCharacter',
  '2200C',
  DataError,
);
export const InvalidEscapeOctet = define('InvalidEscapeOctet', '2200D', DataError);
export const ZeroLengthCharacterString = define('ZeroLengthCharacterString', '2200F', DataError);
export const MostSpecificTypeMismatch = define('MostSpecificTypeMismatch', '2200G', DataError);
export const SequenceGeneratorLimitExceeded = define(
  'SequenceGeneratorLimitExceeded',
  '2200H',
  DataError,
);
export const NotAnXmlDocument = define('NotAnXmlDocument', '2200L', DataError);
export const InvalidXmlDocument = define('InvalidXmlDocument', '2200M', DataError);
export const InvalidXmlContent = define('InvalidXmlContent', '2200N', DataError);
export const InvalidXmlComment = define('InvalidXmlComment', '2200S', DataError);
export const InvalidXmlProcessingInstruction = define(
  'InvalidXmlProcessingInstruction',
  '2200T',
  DataError,
);
export const InvalidIndicatorParameterValue = define(
  'InvalidIndicatorParameterValue',
  '22010',
  DataError,
);
export const SubstringError = define('SubstringError', '22011', DataError);
export const DivisionByZero = define('DivisionByZero', '22012', DataError);
export const InvalidPrecedingOrFollowingSize = define(
  'InvalidPrecedingOrFollowingSize',
  '22013',
  DataError,
);
export const InvalidArgumentForNtileFunction = define(
  'InvalidArgumentForNtileFunction',
  '22014',
  DataError,
);
export const IntervalFieldOverflow = define('IntervalFieldOverflow', '22015', DataError);
export const InvalidArgumentForNthValueFunction = define(
  'InvalidArgumentForNthValueFunction',
  '22016',
  DataError,
);
export const InvalidCharacterValueForCast = define(
  'InvalidCharacterValueForCast',
  '22018',
  DataError,
);
export const InvalidEscapeCharacter = define('InvalidEscapeCharacter', '22019', DataError);
export const InvalidRegularExpression = define('InvalidRegularExpression', '2201B', DataError);
export const InvalidArgumentForLogarithm = define(
  'InvalidArgumentForLogarithm',
  '2201E',
  DataError,
);
export const InvalidArgumentForPowerFunction = define(
  'InvalidArgumentForPowerFunction',
  '2201F',
  DataError,
);
export const InvalidArgumentForWidthBucketFunction = define(
  'InvalidArgumentForWidthBucketFunction',
  '2201G',
  DataError,
);
export const InvalidRowCountInLimitClause = define(
  'InvalidRowCountInLimitClause',
  '2201W',
  DataError,
);
export const InvalidRowCountInResultOffsetClause = define(
  'InvalidRowCountInResultOffsetClause',
  '2201X',
  DataError,
);
export const CharacterNotInRepertoire = define('CharacterNotInRepertoire', '22021', DataError);
export const IndicatorOverflow = define('IndicatorOverflow', '22022', DataError);
export const InvalidParameterValue = define('InvalidParameterValue', '22023', DataError);
export const UnterminatedCString = define('UnterminatedCString', '22024', DataError);
export const InvalidEscapeSequence = define('InvalidEscapeSequence', '22025', DataError);
export const StringDataLengthMismatch = define('StringDataLengthMismatch', '22026', DataError);
export const TrimError = define('TrimError', '22027', DataError);
export const ArraySubscriptError = define('ArraySubscriptError', '2202E', DataError);
export const InvalidTablesampleRepeat = define('InvalidTablesampleRepeat', '2202G', DataError);
export const InvalidTablesampleArgument = define('InvalidTablesampleArgument', '2202H', DataError);
export const DuplicateJsonObjectKeyValue = define(
  'DuplicateJsonObjectKeyValue',
  '22030',
  DataError,
);
export const InvalidArgumentForSqlJsonDatetimeFunction = define(
  'InvalidArgumentForSqlJsonDatetimeFunction',
  '22031',
  DataError,
);
export const InvalidJsonText = define('InvalidJsonText', '22032', DataError);
export const InvalidSqlJsonSubscript = define('InvalidSqlJsonSubscript', '22033', DataError);
export const MoreThanOneSqlJsonItem = define('MoreThanOneSqlJsonItem', '22034', DataError);
export const NoSqlJsonItem = define('NoSqlJsonItem', '22035', DataError);
export const NonNumericSqlJsonItem = define('NonNumericSqlJsonItem', '22036', DataError);
export const NonUniqueKeysInAJsonObject = define('NonUniqueKeysInAJsonObject', '22037', DataError);
export const SingletonSqlJsonItemRequired = define(
  'SingletonSqlJsonItemRequired',
  '22038',
  DataError,
);
export const SqlJsonArrayNotFound = define('SqlJsonArrayNotFound', '22039', DataError);
export const SqlJsonMemberNotFound = define('SqlJsonMemberNotFound', '2203A', DataError);
export const SqlJsonNumberNotFound = define('SqlJsonNumberNotFound', '2203B', DataError);
export const SqlJsonObjectNotFound = define('SqlJsonObjectNotFound', '2203C', DataError);
export const TooManyJsonArrayElements = define('TooManyJsonArrayElements', '2203D', DataError);
export const TooManyJsonObjectMembers = define('TooManyJsonObjectMembers', '2203E', DataError);
export const SqlJsonScalarRequired = define('SqlJsonScalarRequired', '2203F', DataError);
export const SqlJsonItemCannotBeCastToTargetType = define(
  'SqlJsonItemCannotBeCastToTargetType',
  '2203G',
  DataError,
);
export const FloatingPointException = define('FloatingPointException', '22P01', DataError);
export const InvalidTextRepresentation = define('InvalidTextRepresentation', '22P02', DataError);
export const InvalidBinaryRepresentation = define(
  'InvalidBinaryRepresentation',
  '22P03',
  DataError,
);
export const BadCopyFileFormat = define('BadCopyFileFormat', '22P04', DataError);
export const UntranslatableCharacter = define('UntranslatableCharacter', '22P05', DataError);
export const NonstandardUseOfEscapeCharacter = define(
  'NonstandardUseOfEscapeCharacter',
  '22P06',
  DataError,
);
export const IntegrityConstraintViolation = define(
  'IntegrityConstraintViolation',
  '23000',
  IntegrityError,
);
export const RestrictViolation = define('RestrictViolation', '23001', IntegrityError);
export const NotNullViolation = define('NotNullViolation', '23502', IntegrityError);
export const ForeignKeyViolation = define('ForeignKeyViolation', '23503', IntegrityError);
export const UniqueViolation = define('UniqueViolation', '23505', IntegrityError);
export const CheckViolation = define('CheckViolation', '23514', IntegrityError);
export const ExclusionViolation = define('ExclusionViolation', '23P01', IntegrityError);
export const InvalidCursorState = define('InvalidCursorState', '24000', InternalError);
export const InvalidTransactionState = define('InvalidTransactionState', '25000', InternalError);
export const ActiveSqlTransaction = define('ActiveSqlTransaction', '25001', InternalError);
export const BranchTransactionAlreadyActive = define(
  'BranchTransactionAlreadyActive',
  '25002',
  InternalError,
);
export const InappropriateAccessModeForBranchTransaction = define(
  'InappropriateAccessModeForBranchTransaction',
  '25003',
  InternalError,
);
export const InappropriateIsolationLevelForBranchTransaction = define(
  'InappropriateIsolationLevelForBranchTransaction',
  '25004',
  InternalError,
);
export const NoActiveSqlTransactionForBranchTransaction = define(
  'NoActiveSqlTransactionForBranchTransaction',
  '25005',
  InternalError,
);
export const ReadOnlySqlTransaction = define('ReadOnlySqlTransaction', '25006', InternalError);
export const SchemaAndDataStatementMixingNotSupported = define(
  'SchemaAndDataStatementMixingNotSupported',
  '25007',
  InternalError,
);
export const HeldCursorRequiresSameIsolationLevel = define(
  'HeldCursorRequiresSameIsolationLevel',
  '25008',
  InternalError,
);
export const NoActiveSqlTransaction = define('NoActiveSqlTransaction', '25P01', InternalError);
export const InFailedSqlTransaction = define('InFailedSqlTransaction', '25P02', InternalError);
export const IdleInTransactionSessionTimeout = define(
  'IdleInTransactionSessionTimeout',
  '25P03',
  InternalError,
);
export const InvalidSqlStatementName = define('InvalidSqlStatementName', '26000', OperationalError);
export const TriggeredDataChangeViolation = define(
  'TriggeredDataChangeViolation',
  '27000',
  OperationalError,
);
export const InvalidAuthorizationSpecification = define(
  'InvalidAuthorizationSpecification',
  '28000',
  OperationalError,
);
export const InvalidPassword = define('InvalidPassword', '28P01', OperationalError);
export const DependentPrivilegeDescriptorsStillExist = define(
  'DependentPrivilegeDescriptorsStillExist',
  '2B000',
  InternalError,
);
export const DependentObjectsStillExist = define(
  'DependentObjectsStillExist',
  '2BP01',
  InternalError,
);
export const InvalidTransactionTermination = define(
  'InvalidTransactionTermination',
  '2D000',
  InternalError,
);
export const SqlRoutineException = define('SqlRoutineException', '2F000', InternalError);
export const ModifyingSqlDataNotPermitted = define(
  'ModifyingSqlDataNotPermitted',
  '2F002',
  InternalError,
);
export const ProhibitedSqlStatementAttempted = define(
  'ProhibitedSqlStatementAttempted',
  '2F003',
  InternalError,
);
export const ReadingSqlDataNotPermitted = define(
  'ReadingSqlDataNotPermitted',
  '2F004',
  InternalError,
);
export const FunctionExecutedNoReturnStatement = define(
  'FunctionExecutedNoReturnStatement',
  '2F005',
  InternalError,
);
export const InvalidCursorName = define('InvalidCursorName', '34000', OperationalError);
export const ExternalRoutineException = define('ExternalRoutineException', '38000', InternalError);
export const ContainingSqlNotPermitted = define(
  'ContainingSqlNotPermitted',
  '38001',
  InternalError,
);
export const ModifyingSqlDataNotPermittedExt = define(
  'ModifyingSqlDataNotPermittedExt',
  '38002',
  InternalError,
);
export const ProhibitedSqlStatementAttemptedExt = define(
  'ProhibitedSqlStatementAttemptedExt',
  '38003',
  InternalError,
);
export const ReadingSqlDataNotPermittedExt = define(
  'ReadingSqlDataNotPermittedExt',
  '38004',
  InternalError,
);
export const ExternalRoutineInvocationException = define(
  'ExternalRoutineInvocationException',
  '39000',
  InternalError,
);
export const InvalidSqlstateReturned = define('InvalidSqlstateReturned', '39001', InternalError);
export const NullValueNotAllowedExt = define('NullValueNotAllowedExt', '39004', InternalError);
export const TriggerProtocolViolated = define('TriggerProtocolViolated', '39P01', InternalError);
export const SrfProtocolViolated = define('SrfProtocolViolated', '39P02', InternalError);
export const EventTriggerProtocolViolated = define(
  'EventTriggerProtocolViolated',
  '39P03',
  InternalError,
);
export const SavepointException = define('SavepointException', '3B000', InternalError);
export const InvalidSavepointSpecification = define(
  'InvalidSavepointSpecification',
  '3B001',
  InternalError,
);
export const InvalidCatalogName = define('InvalidCatalogName', '3D000', ProgrammingError);
export const InvalidSchemaName = define('InvalidSchemaName', '3F000', ProgrammingError);
export const TransactionRollback = define('TransactionRollback', '40000', TransactionRollbackError);
export const SerializationFailure = define(
  'SerializationFailure',
  '40001',
  TransactionRollbackError,
);
export const TransactionIntegrityConstraintViolation = define(
  'TransactionIntegrityConstraintViolation',
  '40002',
  TransactionRollbackError,
);
export const StatementCompletionUnknown = define(
  'StatementCompletionUnknown',
  '40003',
  TransactionRollbackError,
);
export const DeadlockDetected = define('DeadlockDetected', '40P01', TransactionRollbackError);
export const SyntaxErrorOrAccessRuleViolation = define(
  'SyntaxErrorOrAccessRuleViolation',
  '42000',
  ProgrammingError,
);
export const InsufficientPrivilege = define('InsufficientPrivilege', '42501', ProgrammingError);
export const SyntaxError = define('SyntaxError', '42601', ProgrammingError);
export const InvalidName = define('InvalidName', '42602', ProgrammingError);
export const InvalidColumnDefinition = define('InvalidColumnDefinition', '42611', ProgrammingError);
export const NameTooLong = define('NameTooLong', '42622', ProgrammingError);
export const DuplicateColumn = define('DuplicateColumn', '42701', ProgrammingError);
export const AmbiguousColumn = define('AmbiguousColumn', '42702', ProgrammingError);
export const UndefinedColumn = define('UndefinedColumn', '42703', ProgrammingError);
export const UndefinedObject = define('UndefinedObject', '42704', ProgrammingError);
export const DuplicateObject = define('DuplicateObject', '42710', ProgrammingError);
export const DuplicateAlias = define('DuplicateAlias', '42712', ProgrammingError);
export const DuplicateFunction = define('DuplicateFunction', '42723', ProgrammingError);
export const AmbiguousFunction = define('AmbiguousFunction', '42725', ProgrammingError);
export const GroupingError = define('GroupingError', '42803', ProgrammingError);
export const DatatypeMismatch = define('DatatypeMismatch', '42804', ProgrammingError);
export const WrongObjectType = define('WrongObjectType', '42809', ProgrammingError);
export const InvalidForeignKey = define('InvalidForeignKey', '42830', ProgrammingError);
export const CannotCoerce = define('CannotCoerce', '42846', ProgrammingError);
export const UndefinedFunction = define('UndefinedFunction', '42883', ProgrammingError);
export const GeneratedAlways = define('GeneratedAlways', '428C9', ProgrammingError);
export const ReservedName = define('ReservedName', '42939', ProgrammingError);
export const UndefinedTable = define('UndefinedTable', '42P01', ProgrammingError);
export const UndefinedParameter = define('UndefinedParameter', '42P02', ProgrammingError);
export const DuplicateCursor = define('DuplicateCursor', '42P03', ProgrammingError);
export const DuplicateDatabase = define('DuplicateDatabase', '42P04', ProgrammingError);
export const DuplicatePreparedStatement = define(
  'DuplicatePreparedStatement',
  '42P05',
  ProgrammingError,
);
export const DuplicateSchema = define('DuplicateSchema', '42P06', ProgrammingError);
export const DuplicateTable = define('DuplicateTable', '42P07', ProgrammingError);
export const AmbiguousParameter = define('AmbiguousParameter', '42P08', ProgrammingError);
export const AmbiguousAlias = define('AmbiguousAlias', '42P09', ProgrammingError);
export const InvalidColumnReference = define('InvalidColumnReference', '42P10', ProgrammingError);
export const InvalidCursorDefinition = define('InvalidCursorDefinition', '42P11', ProgrammingError);
export const InvalidDatabaseDefinition = define(
  'InvalidDatabaseDefinition',
  '42P12',
  ProgrammingError,
);
export const InvalidFunctionDefinition = define(
  'InvalidFunctionDefinition',
  '42P13',
  ProgrammingError,
);
export const InvalidPreparedStatementDefinition = define(
  'InvalidPreparedStatementDefinition',
  '42P14',
  ProgrammingError,
);
export const InvalidSchemaDefinition = define('InvalidSchemaDefinition', '42P15', ProgrammingError);
export const InvalidTableDefinition = define('InvalidTableDefinition', '42P16', ProgrammingError);
export const InvalidObjectDefinition = define('InvalidObjectDefinition', '42P17', ProgrammingError);
export const IndeterminateDatatype = define('IndeterminateDatatype', '42P18', ProgrammingError);
export const InvalidRecursion = define('InvalidRecursion', '42P19', ProgrammingError);
export const WindowingError = define('WindowingError', '42P20', ProgrammingError);
export const CollationMismatch = define('CollationMismatch', '42P21', ProgrammingError);
export const IndeterminateCollation = define('IndeterminateCollation', '42P22', ProgrammingError);
export const WithCheckOptionViolation = define(
  'WithCheckOptionViolation',
  '44000',
  ProgrammingError,
);
export const InsufficientResources = define('InsufficientResources', '53000', OperationalError);
export const DiskFull = define('DiskFull', '53100', OperationalError);
export const OutOfMemory = define('OutOfMemory', '53200', OperationalError);
export const TooManyConnections = define('TooManyConnections', '53300', OperationalError);
export const ConfigurationLimitExceeded = define(
  'ConfigurationLimitExceeded',
  '53400',
  OperationalError,
);
export const ProgramLimitExceeded = define('ProgramLimitExceeded', '54000', OperationalError);
export const StatementTooComplex = define('StatementTooComplex', '54001', OperationalError);
export const TooManyColumns = define('TooManyColumns', '54011', OperationalError);
export const TooManyArguments = define('TooManyArguments', '54023', OperationalError);
export const ObjectNotInPrerequisiteState = define(
  'ObjectNotInPrerequisiteState',
  '55000',
  OperationalError,
);
export const ObjectInUse = define('ObjectInUse', '55006', OperationalError);
export const CantChangeRuntimeParam = define('CantChangeRuntimeParam', '55P02', OperationalError);
export const LockNotAvailable = define('LockNotAvailable', '55P03', OperationalError);
export const UnsafeNewEnumValueUsage = define('UnsafeNewEnumValueUsage', '55P04', OperationalError);
export const OperatorIntervention = define('OperatorIntervention', '57000', OperationalError);
export const QueryCanceled = define('QueryCanceled', '57014', QueryCanceledError);
export const AdminShutdown = define('AdminShutdown', '57P01', OperationalError);
export const CrashShutdown = define('CrashShutdown', '57P02', OperationalError);
export const CannotConnectNow = define('CannotConnectNow', '57P03', OperationalError);
export const DatabaseDropped = define('DatabaseDropped', '57P04', OperationalError);
export const IdleSessionTimeout = define('IdleSessionTimeout', '57P05', OperationalError);
export const SystemError = define('SystemError', '58000', OperationalError);
export const IoError = define('IoError', '58030', OperationalError);
export const UndefinedFile = define('UndefinedFile', '58P01', OperationalError);
export const DuplicateFile = define('DuplicateFile', '58P02', OperationalError);
export const SnapshotTooOld = define('SnapshotTooOld', '72000', DatabaseError);
export const ConfigFileError = define('ConfigFileError', 'F0000', InternalError);
export const LockFileExists = define('LockFileExists', 'F0001', InternalError);
export const FdwError = define('FdwError', 'HV000', OperationalError);
export const FdwOutOfMemory = define('FdwOutOfMemory', 'HV001', OperationalError);
export const FdwDynamicParameterValueNeeded = define(
  'FdwDynamicParameterValueNeeded',
  'HV002',
  OperationalError,
);
export const FdwInvalidDataType = define('FdwInvalidDataType', 'HV004', OperationalError);
export const FdwColumnNameNotFound = define('FdwColumnNameNotFound', 'HV005', OperationalError);
export const FdwInvalidDataTypeDescriptors = define(
  'FdwInvalidDataTypeDescriptors',
  'HV006',
  OperationalError,
);
export const FdwInvalidColumnName = define('FdwInvalidColumnName', 'HV007', OperationalError);
export const FdwInvalidColumnNumber = define('FdwInvalidColumnNumber', 'HV008', OperationalError);
export const FdwInvalidUseOfNullPointer = define(
  'FdwInvalidUseOfNullPointer',
  'HV009',
  OperationalError,
);
export const FdwInvalidStringFormat = define('FdwInvalidStringFormat', 'HV00A', OperationalError);
export const FdwInvalidHandle = define('FdwInvalidHandle', 'HV00B', OperationalError);
export const FdwInvalidOptionIndex = define('FdwInvalidOptionIndex', 'HV00C', OperationalError);
export const FdwInvalidOptionName = define('FdwInvalidOptionName', 'HV00D', OperationalError);
export const FdwOptionNameNotFound = define('FdwOptionNameNotFound', 'HV00J', OperationalError);
export const FdwReplyHandle = define('FdwReplyHandle', 'HV00K', OperationalError);
export const FdwUnableToCreateExecution = define(
  'FdwUnableToCreateExecution',
  'HV00L',
  OperationalError,
);
export const FdwUnableToCreateReply = define('FdwUnableToCreateReply', 'HV00M', OperationalError);
export const FdwUnableToEstablishConnection = define(
  'FdwUnableToEstablishConnection',
  'HV00N',
  OperationalError,
);
export const FdwNoSchemas = define('FdwNoSchemas', 'HV00P', OperationalError);
export const FdwSchemaNotFound = define('FdwSchemaNotFound', 'HV00Q', OperationalError);
export const FdwTableNotFound = define('FdwTableNotFound', 'HV00R', OperationalError);
export const FdwFunctionSequenceError = define(
  'FdwFunctionSequenceError',
  'HV010',
  OperationalError,
);
export const FdwTooManyHandles = define('FdwTooManyHandles', 'HV014', OperationalError);
export const FdwInconsistentDescriptorInformation = define(
  'FdwInconsistentDescriptorInformation',
  'HV021',
  OperationalError,
);
export const FdwInvalidAttributeValue = define(
  'FdwInvalidAttributeValue',
  'HV024',
  OperationalError,
);
export const FdwInvalidStringLengthOrBufferLength = define(
  'FdwInvalidStringLengthOrBufferLength',
  'HV090',
  OperationalError,
);
export const FdwInvalidDescriptorFieldIdentifier = define(
  'FdwInvalidDescriptorFieldIdentifier',
  'HV091',
  OperationalError,
);
export const PlpgsqlError = define('PlpgsqlError', 'P0000', InternalError);
export const RaiseException = define('RaiseException', 'P0001', InternalError);
export const NoDataFound = define('NoDataFound', 'P0002', InternalError);
export const TooManyRows = define('TooManyRows', 'P0003', InternalError);
export const AssertFailure = define('AssertFailure', 'P0004', InternalError);
export const InternalErrorXX = define('InternalError_', 'XX000', InternalError);
export const DataCorrupted = define('DataCorrupted', 'XX001', InternalError);
export const IndexCorrupted = define('IndexCorrupted', 'XX002', InternalError);

/** By the class of a SQLSTATE, its first two characters. */
const BASES: Readonly<Record<string, ErrorClass>> = {
  '0A': NotSupportedError,
  '20': ProgrammingError,
  '21': ProgrammingError,
  '22': DataError,
  '23': IntegrityError,
  '24': InternalError,
  '25': InternalError,
  '26': OperationalError,
  '27': OperationalError,
  '28': OperationalError,
  '2B': InternalError,
  '2D': InternalError,
  '2F': InternalError,
  '34': OperationalError,
  '38': InternalError,
  '39': InternalError,
  '3B': InternalError,
  '3D': ProgrammingError,
  '3F': ProgrammingError,
  '40': TransactionRollbackError,
  '42': ProgrammingError,
  '44': ProgrammingError,
  '53': OperationalError,
  '54': OperationalError,
  '55': OperationalError,
  '57': OperationalError,
  '58': OperationalError,
  '08': OperationalError,
  F0: InternalError,
  HV: OperationalError,
  P0: InternalError,
  XX: InternalError,
};

/** `psycopg2.errors.lookup`, and a class of errors for a SQLSTATE that has no exception of its own. */
export function errorClass(sqlstate: string): ErrorClass {
  return classes.get(sqlstate) ?? BASES[sqlstate.slice(0, 2)] ?? DatabaseError;
}
