export { classifyError } from "./classify-error";
export { ERROR_CATEGORIES, type ErrorCategory } from "./error-category";
export {
	MAX_ERROR_MESSAGE_LENGTH,
	sanitizeErrorMessage,
} from "./sanitize-error-message";
export {
	MAX_PARAMETERS_LENGTH,
	type SanitizedParameters,
	sanitizeParameters,
} from "./sanitize-parameters";

/**
 * Changes whenever the sanitiser may answer otherwise than before: content hashes compare only
 * within one version.
 */
export const SANITIZER_VERSION: number = 3;
