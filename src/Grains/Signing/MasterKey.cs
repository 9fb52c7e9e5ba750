using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TokenGrains.Grains.Signing;

/// <summary>Finds the master key in the configuration, or in a file that is made at the first start.</summary>
internal static partial class MasterKey
{
    private const int KeyLength = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="OrleansConfigurationException">The key is not 32 bytes in base64.</exception>
    public static byte[] Load(KeyOptions options)
    {
        if (options.MasterKey is { } configured)
            return Decode(configured, $"{KeyOptions.Section}:{nameof(KeyOptions.MasterKey)}");

        if (!File.Exists(options.MasterKeyFile))
            Create(options.MasterKeyFile);
        return Decode(File.ReadAllText(options.MasterKeyFile), options.MasterKeyFile);
    }

    // Written whole under another name, then given its own: two processes that start at once end up with one key, and a crash leaves
    // either none or a complete one.
    private static void Create(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
            Directory.CreateDirectory(directory);

        // Not named after the process: in two containers with one volume both may be number 1.
        var draft = $"{path}.{RandomNumberGenerator.GetHexString(16)}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;

        using (var file = new FileStream(draft, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength))));
            file.Flush(flushToDisk: true);
        }

        Publish(draft, path);
    }

    // On Unix, File.Move looks if the name is free and then renames over whatever is there: of two that start at once both
    // would win, each with a key of its own. A link is made by one of them only. Not every file system has links.
    private static void Publish(string draft, string path)
    {
        try
        {
            if (OperatingSystem.IsWindows() || (Link(draft, path) != 0 && !File.Exists(path)))
                File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first; its key is the one.
        }

        File.Delete(draft);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string additional);

    /// <summary>False unless the text is 32 bytes in base64.</summary>
    public static bool TryDecode(string text, out byte[] key)
    {
        key = new byte[KeyLength];
        return Convert.TryFromBase64String(text.Trim(), key, out var written) && written == KeyLength;
    }

    private static byte[] Decode(string text, string source) => TryDecode(text, out var key)
        ? key
        : throw new OrleansConfigurationException($"{source} must hold a master key of {KeyLength} bytes in base64.");
}
