<!DOCTYPE html>
<html lang="<?= $e($words->language) ?>">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title><?= $e($words('title')) ?></title>
  <link rel="stylesheet" href="desk.css">
</head>
<body>
  <main>
    <h1><?= $e($words('title')) ?></h1>
    <p role="alert" class="said bad"><?= $e($words('said failed')) ?></p>
  </main>
</body>
</html>
