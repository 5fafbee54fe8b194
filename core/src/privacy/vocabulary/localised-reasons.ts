/**
 * What operating systems say of the failures that a host meets most, and how shells, .NET and Windows
 * say it elsewhere in the world: glibc's and Windows' own translations, parted by bars.
 */
export const LOCALISED_REASONS: readonly {
	readonly english: string;
	readonly translations: string;
}[] = [
	{
		english: "No such file or directory",
		translations: `
		Datei oder Verzeichnis nicht gefunden | Aucun fichier ou dossier de ce type |
		Aucun fichier ou répertoire de ce type | Aucun fichier ou dossier de ce nom |
		No existe el fichero o el directorio | No existe el archivo o el directorio |
		File o directory non esistente | Arquivo ou diretório inexistente |
		Ficheiro ou directoria inexistente | Bestand of map bestaat niet |
		Nie ma takiego pliku ani katalogu | Нет такого файла или каталога |
		Немає такого файла або каталогу | Filen eller katalogen finns inte |
		Böyle bir dosya ya da dizin yok | Adresář nebo soubor neexistuje |
		そのようなファイルやディレクトリはありません | 没有那个文件或目录 | 沒有此一檔案或目錄 |
		그런 파일이나 디렉터리가 없습니다
		`,
	},
	{
		english: "Permission denied",
		translations: `
		Keine Berechtigung | Permission non accordée | Permiso denegado | Permesso negato |
		Permissão negada | Permissão recusada | Brak dostępu | Отказано в доступе | Åtkomst nekas |
		Erişim engellendi | 許可がありません | 权限不够 | 허가 거부
		`,
	},
	{
		english: "No space left on device",
		translations: `
		Auf dem Gerät ist kein Speicherplatz mehr verfügbar |
		Aucun espace disponible sur le périphérique | No queda espacio en el dispositivo |
		Spazio esaurito sul device | Spazio esaurito sul dispositivo |
		Não há espaço disponível no dispositivo | Geen ruimte meer over op apparaat |
		Brak miejsca na urządzeniu | На устройстве не осталось свободного места |
		デバイスに空き領域がありません | 设备上没有空间 | 장치에 남은 공간이 없음
		`,
	},
	{
		english: "Cannot allocate memory",
		translations: `
		Nicht genügend Hauptspeicher verfügbar | Impossible d'allouer de la mémoire |
		Ne peut allouer de la mémoire | No se pudo asignar memoria | Impossibile allocare memoria |
		Não foi possível alocar memória | Невозможно выделить память | メモリを確保できません |
		无法分配内存 | 메모리를 할당할 수 없습니다
		`,
	},
	{
		english: "The system cannot find the file specified",
		translations: `
		Das System kann die angegebene Datei nicht finden | Le fichier spécifié est introuvable |
		El sistema no puede encontrar el archivo especificado |
		Impossibile trovare il file specificato | O sistema não pode encontrar o arquivo especificado |
		Het systeem kan het opgegeven bestand niet vinden | Nie można odnaleźć określonego pliku |
		Не удается найти указанный файл | 指定されたファイルが見つかりません | 系统找不到指定的文件 |
		지정된 파일을 찾을 수 없습니다
		`,
	},
	{
		english: "The system cannot find the path specified",
		translations: `
		Das System kann den angegebenen Pfad nicht finden | Le chemin d’accès spécifié est introuvable |
		El sistema no puede encontrar la ruta especificada | Impossibile trovare il percorso specificato |
		O sistema não pode encontrar o caminho especificado | Системе не удается найти указанный путь |
		指定されたパスが見つかりません | 系统找不到指定的路径
		`,
	},
	{
		english: "Access is denied",
		translations: `
		Zugriff verweigert | Accès refusé | Acceso denegado | Accesso negato | Acesso negado |
		Toegang geweigerd | Odmowa dostępu | アクセスが拒否されました | 拒绝访问 | 액세스가 거부되었습니다
		`,
	},
	{
		english: "There is not enough space on the disk",
		translations: `
		Es steht nicht genug Speicherplatz auf dem Datenträger zur Verfügung |
		Espace insuffisant sur le disque | Espacio en disco insuficiente |
		Spazio su disco insufficiente | Недостаточно места на диске |
		ディスクに十分な空き領域がありません | 磁盘空间不足
		`,
	},
];
